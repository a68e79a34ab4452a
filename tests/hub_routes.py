"""What the Hub of `hub.py` holds, and what it answers at each address."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs

WRITER, READER = "hf_writer", "hf_reader"
MOMENT = "2020-02-29T00:00:00.000Z"
LARGE = 10_000_000


def git_digest(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@dataclass
class Blob:
    content: bytes
    lfs: bool

    @property
    def sha256(self):
        return hashlib.sha256(self.content).hexdigest()

    @property
    def oid(self):
        """The digest of what git holds: the content, or the pointer to it."""
        if not self.lfs:
            return git_digest(self.content)
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\n"
        return git_digest(f"{pointer}size {len(self.content)}\n".encode())


@dataclass
class Repository:
    private: bool
    commits: dict = field(default_factory=dict)
    messages: list = field(default_factory=list)
    main: str = ""
    tags: dict = field(default_factory=dict)

    def commit(self, tree, message):
        told = json.dumps([sorted((path, blob.oid) for path, blob in tree.items()), message, self.main])
        self.main = hashlib.sha1(told.encode()).hexdigest()
        self.commits[self.main] = tree
        self.messages.append(message)
        return self.main

    def find(self, revision):
        named = {"main": self.main, **self.tags}
        return named.get(revision, revision if revision in self.commits else None)


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    def __init__(self, status, code, message=""):
        self.status, self.code, self.message = status, code, message


def create(http):
    http.need_writer()
    asked = http.json()
    name = f"{asked.get('organization') or 'desk'}/{asked['name']}"
    told = {"url": f"{http.hub.url}/datasets/{name}", "name": name, "id": name}
    if name in http.hub.repositories:
        return http.send(409, {"error": "You already created this dataset repo", **told})
    private = asked.get("visibility") == "private" or bool(asked.get("private"))
    repository = http.hub.repositories[name] = Repository(private)
    repository.commit({".gitattributes": Blob(b"*.parquet filter=lfs\n", lfs=False)}, "initial commit")
    return http.send(200, told)


def whoami(http):
    if not http.headers.get("Authorization"):
        raise Refusal(401, "NoToken", "Invalid username or password.")
    http.send(200, {"name": "desk", "type": "user", "auth": {"accessToken": {"role": "write"}}})


def validate_yaml(http):
    http.send(200, {"errors": [], "warnings": []})


def info(http, name, revision):
    repository, commit, tree = http.revision(name, revision)
    state = {"private": repository.private, "disabled": False, "gated": False, "downloads": 0, "likes": 0}
    files = {"siblings": [{"rfilename": path} for path in tree], "tags": []}
    moments = {"lastModified": MOMENT, "createdAt": MOMENT}
    http.send(200, {"id": name, "_id": "0" * 24, "sha": commit, **state, **files, **moments})


def refs(http, name):
    repository = http.repository(name)
    branches = [{"name": "main", "ref": "refs/heads/main", "targetCommit": repository.main}]
    tags = [
        {"name": tag, "ref": f"refs/tags/{tag}", "targetCommit": commit}
        for tag, commit in repository.tags.items()
    ]
    http.send(200, {"branches": branches, "tags": tags, "converts": []})


def entry(path, tree):
    if path not in tree:
        return {"type": "directory", "path": path, "oid": "0" * 40, "size": 0}
    blob = tree[path]
    size = len(blob.content)
    lfs = {"lfs": {"oid": blob.sha256, "size": size, "pointerSize": 130}} if blob.lfs else {}
    return {"type": "file", "path": path, "oid": blob.oid, "size": size, **lfs}


def folders(tree):
    return {path[:place] for path in tree for place, sign in enumerate(path) if sign == "/"}


def list_tree(http, name, revision, under):
    _, _, tree = http.revision(name, revision)
    begin = f"{under.rstrip('/')}/" if under else ""
    found = [path for path in (*tree, *folders(tree)) if path.startswith(begin)]
    if under and not found:
        raise Refusal(404, "EntryNotFound", f"{under} does not exist")
    if http.query.get("recursive", ["false"])[0].lower() != "true":
        found = [path for path in found if "/" not in path.removeprefix(begin)]
    http.send(200, [entry(path, tree) for path in sorted(found)])


def paths_info(http, name, revision):
    _, _, tree = http.revision(name, revision)
    known = {*tree, *folders(tree)}
    is_json = "json" in http.headers.get("Content-Type", "")
    asked = http.json()["paths"] if is_json else parse_qs(http.body.decode()).get("paths", [])
    http.send(200, [entry(path, tree) for path in asked if path in known])


def preupload(http, name, revision):
    http.need_writer()
    _, _, tree = http.revision(name, revision)
    answers = []
    for file in http.json()["files"]:
        large = file["path"].endswith((".parquet", ".arrow")) or file["size"] > LARGE
        oid = tree[file["path"]].oid if file["path"] in tree else None
        mode = "lfs" if large else "regular"
        answers.append({"path": file["path"], "uploadMode": mode, "shouldIgnore": False, "oid": oid})
    http.send(200, {"files": answers})


def lfs_batch(http, name):
    http.need_writer()
    http.repository(name)
    answers = []
    for asked in http.json()["objects"]:
        answer = {"oid": asked["oid"], "size": asked["size"]}
        if asked["oid"] not in http.hub.blobs:
            upload, verify = f"{http.hub.url}/lfs/{asked['oid']}", f"{http.hub.url}/lfs-verify"
            answer["actions"] = {"upload": {"href": upload}, "verify": {"href": verify}}
        answers.append(answer)
    http.send(200, {"transfer": "basic", "objects": answers})


def put_blob(http, oid):
    if hashlib.sha256(http.body).hexdigest() != oid:
        raise Refusal(400, "BadDigest")
    http.hub.blobs[oid] = http.body
    http.hub.uploads.append(oid)
    http.send(200)


def verify_blob(http):
    if http.json()["oid"] not in http.hub.blobs:
        raise Refusal(404, "NotFound")
    http.send(200)


def commit(http, name, revision):
    http.need_writer()
    if http.hub.meanwhile is not None:
        stranger, http.hub.meanwhile = http.hub.meanwhile, None
        stranger()
    repository, head, tree = http.revision(name, revision)
    first, *operations = [json.loads(line) for line in http.body.splitlines() if line.strip()]
    if first["value"].get("parentCommit", head) != head:
        raise Refusal(412, "PreconditionFailed", "A commit has happened since.")
    tree = dict(tree)
    for operation in operations:
        value = operation["value"]
        if operation["key"] == "file":
            tree[value["path"]] = Blob(base64.b64decode(value["content"]), lfs=False)
        elif operation["key"] == "lfsFile":
            tree[value["path"]] = Blob(http.hub.blobs[value["oid"]], lfs=True)
        else:
            del tree[value["path"]]
    made = repository.commit(tree, first["value"]["summary"])
    told = {"commitUrl": f"{http.hub.url}/datasets/{name}/commit/{made}", "hookOutput": ""}
    http.send(200, {"success": True, "commitOid": made, **told})


def tag(http, name, revision):
    http.need_writer()
    repository, found, _ = http.revision(name, revision)
    asked = http.json()["tag"]
    if asked in repository.tags:
        raise Refusal(409, "Conflict", "Tag reference exists already")
    repository.tags[asked] = found
    http.send(200)


def resolve(http, name, revision, path):
    _, found, tree = http.revision(name, revision)
    if path not in tree:
        raise Refusal(404, "EntryNotFound", "Entry not found")
    blob = tree[path]
    digest = blob.sha256 if blob.lfs else blob.oid
    headers = {"X-Repo-Commit": found, "ETag": f'"{digest}"', "Accept-Ranges": "bytes"}
    if blob.lfs:
        headers |= {"X-Linked-Etag": f'"{digest}"', "X-Linked-Size": str(len(blob.content))}
    if not (asked := re.fullmatch(r"bytes=(\d+)-(\d*)", http.headers.get("Range", ""))):
        return http.send(200, blob.content, headers)
    start, last = int(asked[1]), min(int(asked[2] or len(blob.content)), len(blob.content) - 1)
    headers["Content-Range"] = f"bytes {start}-{last}/{len(blob.content)}"
    return http.send(206, blob.content[start : last + 1], headers)


def no_such_address(http):
    raise Refusal(404, "NotFound", f"no such address: {http.command} {http.path}")


_ID = r"([^/]+/[^/]+)"
ROUTES = [
    (methods, re.compile(pattern), handle)
    for methods, pattern, handle in (
        (("POST",), "/api/repos/create", create),
        (("GET",), "/api/whoami-v2", whoami),
        (("POST",), "/api/validate-yaml", validate_yaml),
        (("GET",), f"/api/datasets/{_ID}()", info),
        (("GET",), f"/api/datasets/{_ID}/revision/([^/]+)", info),
        (("GET",), f"/api/datasets/{_ID}/refs", refs),
        (("GET",), f"/api/datasets/{_ID}/tree/([^/]+)(?:/(.*))?", list_tree),
        (("POST",), f"/api/datasets/{_ID}/paths-info/([^/]+)", paths_info),
        (("POST",), f"/api/datasets/{_ID}/preupload/([^/]+)", preupload),
        (("POST",), f"/api/datasets/{_ID}/commit/([^/]+)", commit),
        (("POST",), f"/api/datasets/{_ID}/tag/([^/]+)", tag),
        (("POST",), rf"/datasets/{_ID}\.git/info/lfs/objects/batch", lfs_batch),
        (("PUT",), "/lfs/([0-9a-f]{64})", put_blob),
        (("POST",), "/lfs-verify", verify_blob),
        (("GET", "HEAD"), f"/datasets/{_ID}/resolve/([^/]+)/(.+)", resolve),
    )
]
