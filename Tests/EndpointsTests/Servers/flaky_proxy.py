"""Stands before a server of language models and does, now and then, what servers do wrong; for tests.

    python3 flaky_proxy.py URL

Prints its address. The first part of a path is the fault (`/storm/v1/completions`): of the completions
that are asked under it some are spoilt, all else is passed on (under `/slow` each after half a second). `/counts` returns of each fault how many
completions came, and how many were spoilt. Ends when standard input is closed.
"""

import http.server
import json
import os
import socket
import struct
import sys
import threading
import time
import urllib.error
import urllib.request

TARGET = sys.argv[1]
# Which completions are spoilt, by their number from 0.
SPOILT = {
    "storm": lambda number: number % 3 == 0,
    "gone": lambda number: number >= 12,
    "later": lambda number: number >= 40,
    "hang": lambda number: number >= 40,
    "huge": lambda number: number >= 20,
    "302": lambda number: number >= 20,
    "307": lambda number: number >= 20,
    "none": lambda number: False,
    "slow": lambda number: False,
}
lock = threading.Lock()
counts = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer(None)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def send(self, status, body, kind="application/json", length=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def answer(self, body):
        _, fault, *rest = self.path.split("/")
        if fault == "counts":
            with lock:
                return self.send(200, json.dumps(counts).encode())
        path = "/" + "/".join(rest)
        try:
            if path.endswith("/completions") and self.spoils(fault):
                return self.spoil(fault)
            if fault == "slow":
                time.sleep(0.5)
            request = urllib.request.Request(
                TARGET + path, body, {"Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(request) as reply:
                    status, text = reply.status, reply.read()
            except urllib.error.HTTPError as error:
                status, text = error.code, error.read()
            self.send(status, text)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def spoils(self, fault):
        with lock:
            count = counts.setdefault(fault, {"completions": 0, "spoilt": 0})
            number = count["completions"]
            count["completions"] += 1
            is_spoilt = SPOILT.get(fault, lambda number: number % 7 == 6)(number)
            count["spoilt"] += is_spoilt
        return is_spoilt

    def spoil(self, fault):
        message = json.dumps({"error": {"message": "fault " + fault, "code": 500}}).encode()
        if fault == "storm":
            self.send(429, message)
        elif fault == "cut":
            self.send(200, b'{"choices": [', length=1000)
            self.close_connection = True
        elif fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        elif fault == "hang":
            time.sleep(120)
            self.close_connection = True
        elif fault == "malformed":
            self.send(200, b'{"choices": [{"te')
        elif fault == "type":
            self.send(200, message, "text/plain")
        elif fault == "choices":
            self.send(200, b'{"choices": []}')
        elif fault == "nan":
            self.send(200, b'{"choices": [{"text": " a", "logprobs": {"content": [{"id": 1, "token": " a",'
                      b' "logprob": NaN, "top_logprobs": []}]}}]}')
        elif fault == "events":
            self.send(200, b'data: {"choices":[]}\n\ndata: [DONE]\n\n', "text/event-stream")
        elif fault == "huge":
            self.send(200, b" " * (64 << 20))
        elif fault in ("302", "307"):
            self.send_response(int(fault))
            self.send_header("Location", "/none" + self.path[len(fault) + 1:])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif fault == "page":
            self.send(503, b"<html>Service Unavailable</html>", "text/html")
        elif fault in ("gone", "later"):
            self.send(401, json.dumps({"error": {"message": "the key has ended"}}).encode())
        else:
            self.send(500, message)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
sys.stdin.read()
os._exit(0)
