"""The Hub and the S3 that releases are published to, and releases to publish."""

import json
import os
import shutil
from contextlib import contextmanager

import boto3
import datasets.config
import pytest
from huggingface_hub import constants
from huggingface_hub.utils import disable_progress_bars, http_backoff
from moto.server import ThreadedMotoServer

from copydesk.release.manifest import DIGEST_NAME, digest_line
from hub import Hub
from hub_routes import WRITER

KEYS = {"AWS_ACCESS_KEY_ID": "desk", "AWS_SECRET_ACCESS_KEY": "desk", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture
def patched():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@contextmanager
def serving(patch, folder):
    """A Hub that the clients of this process talk to, with a token that may write."""
    served = Hub()
    patch.setenv("HF_TOKEN", WRITER)
    patch.setattr(constants, "HF_TOKEN_PATH", str(folder / "no-token"))
    patch.setattr(constants, "HF_STORED_TOKENS_PATH", str(folder / "no-tokens"))
    patch.setattr(constants, "ENDPOINT", served.url)
    address = served.url + "/{repo_id}/resolve/{revision}/{filename}"
    patch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", address)
    patch.setattr(constants, "HF_HUB_CACHE", str(folder / "hub-cache"))
    patch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    patch.setattr(datasets.config, "HF_ENDPOINT", served.url)
    patch.setattr(datasets.config, "HF_DATASETS_CACHE", folder / "datasets-cache")
    patch.setattr(datasets.config, "HF_MODULES_CACHE", str(folder / "modules-cache"))
    # the client waits 23 seconds in all before it gives up
    patch.setitem(http_backoff.__kwdefaults__, "base_wait_time", 0.01)
    patch.setitem(http_backoff.__kwdefaults__, "max_retries", 2)
    disable_progress_bars()
    yield served
    served.close()


@pytest.fixture
def hub(patched, tmp_path):
    """A Hub of its own for one test."""
    with serving(patched, tmp_path) as served:
        yield served


@pytest.fixture(scope="session")
def s3_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server, patched, request):
    """The URL of a new bucket."""
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": s3_server}.items():
        patched.setenv(name, value)
    bucket = f"desk-{abs(hash(request.node.name)) % 10**8}-{os.getpid()}"
    boto3.client("s3").create_bucket(Bucket=bucket)
    return f"s3://{bucket}/news"


@pytest.fixture
def make_release(release, tmp_path):
    """Make a release that is like the tiny one, but for its version and its name."""

    def make(version="1.0.0", name="tiny"):
        root = tmp_path / f"release-{version}-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(release, root)
        path = root / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest |= {"version": version, "name": name}
        path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        (root / DIGEST_NAME).write_text(digest_line(path), encoding="utf-8")
        return root

    return make
