"""Drives a browser without a window by keys, and says what it saw.

    python3 browse.py CHROMIUM < STEPS

Each line of STEPS is a list of JSON: ["open", URL], ["size", WIDTH, HEIGHT], ["ground", "dark"],
["key", NAME], ["type", TEXT], ["eval", EXPRESSION], ["picture", FILE]. Of each "eval" a line with
its value is printed, and at the end one object: what was asked of the network, what the content
policy refused, which errors and dialogues there were. The standard library is all that it needs:
the browser listens on a pipe.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile

KEYS = {
    "Enter": (13, "\r"), "Escape": (27, None), "ArrowDown": (40, None), "ArrowUp": (38, None),
    "ArrowLeft": (37, None), "ArrowRight": (39, None), "Home": (36, None), "End": (35, None),
}


class Browser:
    def __init__(self, program, folder):
        to_browser, self.input = os.pipe()
        self.output, from_browser = os.pipe()

        def name_pipes():
            # Beyond 4 first, so that neither takes the place of the other.
            high = [os.dup(to_browser), os.dup(from_browser)]
            high = [os.dup(end) if end < 5 else end for end in high]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        arguments = [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--force-device-scale-factor=1", "--remote-debugging-pipe",
            "--user-data-dir=" + folder, "about:blank",
        ]
        self.process = subprocess.Popen(
            arguments, preexec_fn=name_pipes, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.serial = 0
        self.rest = b""
        self.session = None
        self.seen = {"requests": [], "refused": [], "errors": [], "dialogues": []}
        self.loaded = 0

    def message(self):
        while b"\0" not in self.rest:
            part = os.read(self.output, 1 << 20)
            if not part:
                raise SystemExit("the browser has ended")
            self.rest += part
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def note(self, event):
        name, about = event.get("method"), event.get("params", {})
        if name == "Page.loadEventFired":
            self.loaded += 1
        elif name == "Network.requestWillBeSent":
            self.seen["requests"].append(about["request"]["url"])
        elif name == "Log.entryAdded":
            entry = about["entry"]
            place = "refused" if "Content Security" in entry["text"] else "errors"
            self.seen[place].append(entry["text"])
        elif name == "Runtime.exceptionThrown":
            details = about["exceptionDetails"]
            self.seen["errors"].append(
                details.get("exception", {}).get("description", details["text"]))
        elif name == "Page.javascriptDialogOpening":
            self.seen["dialogues"].append(about["message"])
            self.call("Page.handleJavaScriptDialog", accept=True)

    def call(self, method, **parameters):
        self.serial += 1
        wanted = self.serial
        order = {"id": wanted, "method": method, "params": parameters}
        if self.session:
            order["sessionId"] = self.session
        os.write(self.input, json.dumps(order).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.note(answer)

    def begin(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(domain + ".enable")

    def open(self, url):
        before = self.loaded
        self.call("Page.navigate", url=url)
        while self.loaded == before:
            self.note(self.message())

    def size(self, width, height):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=False)

    def ground(self, name):
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": name}])

    def key(self, name):
        code, text = KEYS.get(name, (ord(name.upper()[0]), name))
        parts = {"key": name, "windowsVirtualKeyCode": code}
        if text:
            parts["text"] = text
        self.call("Input.dispatchKeyEvent", type="keyDown", **parts)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    def type(self, text):
        for letter in text:
            self.key(letter)

    def eval(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"]
        print(json.dumps(result.get("value")), flush=True)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(sys.argv[1], folder)
        try:
            browser.begin()
            for line in sys.stdin:
                step, *rest = json.loads(line)
                getattr(browser, step)(*rest)
            print(json.dumps(browser.seen), flush=True)
        finally:
            browser.process.kill()
            browser.process.wait()


if __name__ == "__main__":
    main()
