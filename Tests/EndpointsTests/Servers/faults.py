"""A server of language models that does everything wrong that servers do; for tests.

Prints its address, that of a second one to which it redirects, that of one that speaks TLS with a
certificate of its own, and the file with that certificate, a line each. Ends when standard input is
closed.

The first part of a path is the fault (`/500/v1/completions`). `/counts` returns of each fault how
many requests came, how many at once at the most, and how many with a key.
"""

import http.server
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time

COMPLETION = {
    "model": "scripted",
    "choices": [{
        "text": " a", "index": 0, "finish_reason": "length",
        "logprobs": {"content": [{
            "id": 1, "token": " a", "logprob": -0.25,
            "top_logprobs": [{"id": 1, "token": " a", "logprob": -0.25}]}]}}],
    "usage": {"prompt_tokens": 4, "completion_tokens": 1, "total_tokens": 5},
}
lock = threading.Lock()
counts = {}
open_now = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    timeout = 120

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer()

    def send(self, status, body, kind="application/json", headers=(), length=None):
        if not isinstance(body, bytes):
            body = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length if length is not None else len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path
        if path.startswith("http://"):
            # What a proxy is asked.
            path = "/proxied/" + path
        fault = path.split("/")[1]
        if fault == "counts":
            with lock:
                return self.send(200, counts)
        with lock:
            count = counts.setdefault(fault, {"requests": 0, "most": 0, "authorized": 0})
            number = count["requests"]
            count["requests"] += 1
            open_now[fault] = open_now.get(fault, 0) + 1
            count["most"] = max(count["most"], open_now[fault])
            count["authorized"] += "Authorization" in self.headers
        try:
            self.fail(fault, number)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with lock:
                open_now[fault] -= 1

    def fail(self, fault, number):
        message = {"error": {"message": f"fault {fault}", "type": "server_error", "code": 500}}
        if fault in ("ok", "proxied", "elsewhere"):
            self.send(200, COMPLETION)
        elif fault == "pause":
            time.sleep(0.02)
            self.send(200, COMPLETION)
        elif fault == "429":
            if number == 0:
                self.send(429, message, headers=[("Retry-After", "1")])
            else:
                self.send(200, COMPLETION)
        elif fault == "storm":
            if number % 3 == 0:
                self.send(429, message)
            else:
                self.send(200, COMPLETION)
        elif fault == "loading":
            if number < 1:
                self.send(503, {"error": {"message": "Loading model", "code": 503}})
            else:
                self.send(200, COMPLETION)
        elif fault == "quota":
            self.send(429, {"error": {"message": "x", "type": "insufficient_quota"}})
        elif fault == "500":
            self.send(500, message)
        elif fault == "503":
            self.send(503, "<html>Service Unavailable</html>", "text/html")
        elif fault == "once":
            self.send(500 if number == 0 else 200, COMPLETION)
        elif fault == "slow":
            time.sleep(60)
            self.send(200, COMPLETION)
        elif fault == "stuck":
            self.send(200, b'{"choices"', length=1000)
            time.sleep(60)
            self.close_connection = True
        elif fault == "cut":
            self.send(200, b'{"choices": [', length=1000)
            self.close_connection = True
        elif fault == "reset":
            # A reset instead of an end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        elif fault == "malformed":
            self.send(200, '{"choices": [{"te')
        elif fault == "type":
            self.send(200, json.dumps(COMPLETION), "text/html")
        elif fault == "events":
            self.send(200, 'data: {"choices":[]}\n\ndata: [DONE]\n\n', "text/event-stream")
        elif fault in ("301", "302", "307", "308"):
            self.send(int(fault), "", headers=[("Location", other + "/elsewhere" + self.path)])
        elif fault == "huge":
            self.send(200, b" " * (64 << 20))
        elif fault == "controls":
            body = json.loads(json.dumps(COMPLETION))
            body["choices"][0]["text"] = "\x1b[2J\u202e\x00\x07 a"
            self.send(200, body)
        elif fault == "nan":
            self.send(200, json.dumps(COMPLETION).replace("-0.25", "NaN"))
        elif fault == "choices":
            self.send(200, {"choices": []})
        elif fault == "quotes":
            key = self.headers.get("Authorization", "")
            self.send(401, {"error": {"message": "not a key: " + key}})
        else:
            self.send(404, message)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


def start(context=None):
    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}"


other = start()
with tempfile.TemporaryDirectory() as folder:
    certificate, key = folder + "/certificate.pem", folder + "/key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out",
         certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    print(start(), other, start(context), certificate, sep="\n", flush=True)
    sys.stdin.read()
os._exit(0)
