"""A Hub on 127.0.0.1: as much of the Hugging Face Hub as its clients ask for when a dataset is published.

It keeps everything in memory, checks tokens and parent commits as the Hub does, and can be told to cut an
upload in the middle (`cut`) or to let a stranger commit or tag first (`meanwhile`).
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from hub_routes import READER, ROUTES, WRITER, Blob, Refusal, no_such_address, put_blob


class Hub:
    """The server; `url` is its address."""

    def __init__(self):
        self.repositories, self.blobs, self.uploads = {}, {}, []
        self.cut, self.meanwhile = None, None
        self.lock = threading.RLock()
        handler = type("BoundHandler", (Handler,), {"hub": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def content(self, name, path, revision="main"):
        repository = self.repositories[name]
        return repository.commits[repository.find(revision)][path].content

    def strangers_commit(self, name, changes):
        """Commit `changes` (content by path; None takes a file away) as somebody else does."""
        repository = self.repositories[name]
        tree = dict(repository.commits[repository.main])
        for path, content in changes.items():
            tree.pop(path, None)
            if content is not None:
                tree[path] = Blob(content, lfs=path.endswith(".parquet"))
        return repository.commit(tree, "a stranger was here")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is one packet: two would wait for each other
    disable_nagle_algorithm = True
    hub = None

    def log_message(self, *arguments):
        pass

    def answer_any(self):
        split = urlsplit(self.path)
        self.query = parse_qs(split.query)
        try:
            with self.hub.lock:
                handle, groups = self.route(split.path)
                if handle is put_blob:
                    self.cut_short()
                self.body = b"".join(self.chunks())
                self.check_token()
                handle(self, *groups)
        except ConnectionAbortedError:
            self.close_connection = True
            self.connection.close()
        except Refusal as refusal:
            body = {"error": refusal.message or refusal.code}
            self.send(refusal.status, body, {"X-Error-Code": refusal.code})

    do_GET = do_POST = do_PUT = do_HEAD = answer_any  # noqa: N815 - the names that http.server calls

    def route(self, path):
        for method, pattern, handle in ROUTES:
            if (match := pattern.fullmatch(path)) and self.command in method:
                return handle, [unquote(group or "") for group in match.groups()]
        return no_such_address, []

    def cut_short(self):
        """Cut the connection in the middle of an upload, while that is wanted."""
        if self.hub.cut is not None and len(self.hub.uploads) >= self.hub.cut:
            next(self.chunks())
            raise ConnectionAbortedError

    def chunks(self):
        if self.headers.get("Transfer-Encoding") != "chunked":
            yield self.rfile.read(int(self.headers.get("Content-Length") or 0))
            return
        size = 1
        while size:
            size = int(self.rfile.readline(), 16)
            yield self.rfile.read(size)
            self.rfile.readline()

    def check_token(self):
        given = self.headers.get("Authorization")
        if given not in {None, f"Bearer {WRITER}", f"Bearer {READER}"}:
            raise Refusal(401, "InvalidToken", "Invalid credentials in Authorization header")

    def need_writer(self):
        given = self.headers.get("Authorization")
        if given is None:
            raise Refusal(401, "NoToken", "Invalid username or password.")
        if given != f"Bearer {WRITER}":
            raise Refusal(403, "Forbidden", "You do not have the rights to write here")

    def json(self):
        return json.loads(self.body or b"{}")

    def repository(self, name):
        found = self.hub.repositories.get(name)
        if found is None or (found.private and not self.headers.get("Authorization")):
            raise Refusal(404, "RepoNotFound", "Repository not found")
        return found

    def revision(self, name, revision):
        repository = self.repository(name)
        if (commit := repository.find(revision or "main")) is None:
            raise Refusal(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        return repository, commit, repository.commits[commit]

    def send(self, status, body=None, headers=None):
        content = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
