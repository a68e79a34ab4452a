"""Publishing to the Hugging Face Hub: one commit onto main, then the tag ``vX.Y.Z``.

The tag is what makes a release published. A run that was cut goes on: what the Hub has already is not sent
again, and a commit that was made but not tagged is only tagged. The token is huggingface_hub's business.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from copydesk.errors import PublishError, ReleaseError, UsageError
from copydesk.publish import Receipt
from copydesk.publish.parcel import git_digest
from copydesk.publish.readback import read_rows
from copydesk.release.manifest import NAME, parse_manifest, parse_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi
    from huggingface_hub.hf_api import GitRefs, RepoFile

    from copydesk.publish import Options
    from copydesk.publish.parcel import Parcel
    from copydesk.release.manifest import File, Manifest

    Tree = dict[str, RepoFile]

_TARGET = re.compile(r"hf://datasets/([\w.-]+/[\w.-]+)/?")
_MAIN = "main"
_TRIES = 2  # the second on the head that somebody else's commit made meanwhile


@dataclass(frozen=True, slots=True)
class _Repository:
    """A dataset on the Hub."""

    api: HfApi
    id: str

    @property
    def place(self) -> str:
        return f"hf://datasets/{self.id}"

    def refs(self) -> GitRefs | None:
        """Give its branches and tags; None if there is no such dataset, or none that may be seen."""
        from huggingface_hub.errors import RepositoryNotFoundError

        try:
            return self.api.list_repo_refs(self.id, repo_type="dataset")
        except RepositoryNotFoundError:
            return None

    def head(self) -> str:
        """Give the commit that main stands at."""
        return str(self.api.repo_info(self.id, repo_type="dataset", revision=_MAIN).sha)

    def tree(self, revision: str) -> Tree:
        """Give the files of a revision by path."""
        from huggingface_hub.hf_api import RepoFile

        entries = self.api.list_repo_tree(self.id, recursive=True, revision=revision, repo_type="dataset")
        return {entry.path: entry for entry in entries if isinstance(entry, RepoFile)}

    def manifest(self, revision: str) -> Manifest | None:
        """Give the manifest of a revision; None if it has none that can be read."""
        from huggingface_hub.errors import EntryNotFoundError

        try:
            path = self.api.hf_hub_download(self.id, NAME, repo_type="dataset", revision=revision)
            return parse_manifest(Path(path).read_bytes(), self.place)
        except (EntryNotFoundError, ReleaseError):
            return None


def publish(parcel: Parcel, target: str, options: Options) -> Receipt:
    """Publish a release as a version of a dataset on the Hub, and read it back from there.

    Raises:
        UsageError: The target is no dataset of the Hub.
        PublishError: The version is there with other content, the Hub refused, or it cannot be reached.
    """
    from huggingface_hub import HfApi

    if not (match := _TARGET.fullmatch(target)):
        raise UsageError(f"{target}: a dataset on the Hub is hf://datasets/ORG/NAME")
    repository = _Repository(HfApi(library_name="copydesk"), match[1])
    tag = f"v{parcel.version}"
    with _told(repository.place):
        tagged, revision = _revision(repository, tag)
        tree = repository.tree(revision) if revision else {}
        sent = tuple(file for file in parcel.files if not _holds(parcel, file, tree))
        if tagged:
            _refuse_difference(parcel, repository, tree)
        else:
            _refuse_older(parcel, repository, revision)
        if not tagged and not options.dry_run:
            _publish(parcel, repository, tag, options)
    return Receipt(
        place=f"{repository.place}@{tag}",
        load=f'load_dataset("{repository.id}", revision="{tag}")',
        outcome="unchanged" if tagged else "planned" if options.dry_run else "published",
        sent=sent,
        kept=tuple(file for file in parcel.files if file not in sent),
    )


def _revision(repository: _Repository, tag: str) -> tuple[bool, str | None]:
    """Give whether the tag is there, and what to compare with: the tag, else main, else nothing."""
    refs = repository.refs()
    if refs is None:
        return False, None
    if any(found.name == tag for found in refs.tags):
        return True, tag
    return False, next((found.target_commit for found in refs.branches if found.name == _MAIN), None)


def _publish(parcel: Parcel, repository: _Repository, tag: str, options: Options) -> None:
    from huggingface_hub.errors import HfHubHTTPError

    repository.api.create_repo(
        repository.id, repo_type="dataset", private=options.private or None, exist_ok=True
    )
    commit = _commit(parcel, repository, options)
    try:
        repository.api.create_tag(repository.id, tag=tag, revision=commit, repo_type="dataset")
    except HfHubHTTPError as error:
        if error.response.status_code != 409:
            raise
        # somebody else published this version meanwhile: well, if it is the same
    options.say(f"tagged {tag}; reading back")
    _refuse_difference(parcel, repository, repository.tree(tag))
    read_rows(parcel, repository.id, tag)


def _commit(parcel: Parcel, repository: _Repository, options: Options) -> str:
    """Make the one commit, and give its id; where main holds the release already, that of main."""
    from huggingface_hub.errors import HfHubHTTPError

    head, tree = _at_head(repository)
    for left in reversed(range(_TRIES)):
        operations = _operations(parcel, tree, repository.manifest(head))
        if not operations:
            return head
        options.say(f"{repository.place}: one commit of {len(operations)} changes onto {head[:12]}")
        try:
            made = repository.api.create_commit(
                repository.id,
                operations,
                commit_message=f"Release {parcel.version}",
                repo_type="dataset",
                revision=_MAIN,
                parent_commit=head,
            )
        except HfHubHTTPError as error:
            if error.response.status_code != 412:
                raise
            before, (head, tree) = tree, _at_head(repository)
            _refuse_conflict(parcel, repository, before, tree, last=not left)
        else:
            return str(made.oid)
    raise AssertionError("the last try returns or raises")


def _at_head(repository: _Repository) -> tuple[str, Tree]:
    head = repository.head()
    return head, repository.tree(head)


def _operations(
    parcel: Parcel, tree: Tree, before: Manifest | None
) -> list[CommitOperationAdd | CommitOperationDelete]:
    """What makes the tree hold this release: other people's files stay, those of an earlier release go."""
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    own = {file.path for file in parcel.files}
    earlier = {file.path for file in before.files} if before else set()
    gone = sorted(
        path for path in tree if path not in own and (path in earlier or path.startswith("data/"))
    )
    added = [file for file in parcel.files if not _holds(parcel, file, tree)]
    return [
        *(CommitOperationAdd(file.path, parcel.root / file.path) for file in added),
        *(CommitOperationDelete(path) for path in gone),
    ]


def _holds(parcel: Parcel, file: File, tree: Tree) -> bool:
    """Whether a tree has a file with the same content: big files go by SHA-256, others by git's digest."""
    if (found := tree.get(file.path)) is None or found.size != file.bytes:
        return False
    if found.lfs is not None:
        return found.lfs.sha256 == file.sha256
    return found.blob_id == git_digest(parcel.root / file.path)


def _refuse_difference(parcel: Parcel, repository: _Repository, tree: Tree) -> None:
    different = [file.path for file in parcel.files if not _holds(parcel, file, tree)]
    if different:
        raise PublishError(
            f"{repository.place}: version {parcel.version} is there already and is another release "
            f"({different[0]} differs); what is published never changes: give this one a new version"
        )


def _refuse_older(parcel: Parcel, repository: _Repository, head: str | None) -> None:
    before = repository.manifest(head) if head else None
    if before and parse_version(before.version) > parse_version(parcel.version):
        raise PublishError(
            f"{repository.place}: holds {before.version}, and {parcel.version} would take its place as "
            "what is loaded without a version: publish older releases first, or elsewhere"
        )


def _refuse_conflict(
    parcel: Parcel, repository: _Repository, before: Tree, now: Tree, *, last: bool
) -> None:
    """See whether somebody else's commit left our files alone, so that ours can follow it."""
    own = {file.path for file in parcel.files} | {
        path for path in (*before, *now) if path.startswith("data/")
    }
    changed = sorted(
        path
        for path in own
        if (before[path].blob_id if path in before else None)
        != (now[path].blob_id if path in now else None)
    )
    if changed or last:
        what = f"changed {changed[0]}" if changed else "committed more than once"
        raise PublishError(
            f"{repository.place}: somebody else {what} while this release was being sent: "
            "look at what they did, and publish again"
        )


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Say in one line what went wrong, without the request, which may hold signed addresses."""
    from huggingface_hub import errors
    from huggingface_hub.errors import LocalTokenNotFoundError, OfflineModeIsEnabled

    transport: type[Exception] = errors.HTTPError  # type: ignore[attr-defined] # httpx's, or httpx2's
    try:
        yield
    except LocalTokenNotFoundError as error:
        raise PublishError(f"{place}: no token: run `hf auth login`, or set HF_TOKEN") from error
    except OfflineModeIsEnabled as error:
        raise PublishError(f"{place}: HF_HUB_OFFLINE is set, so the Hub is not asked") from error
    # an upload that fails is a RuntimeError of huggingface_hub or hf_xet
    except (transport, OSError, RuntimeError) as error:
        _raise(place, error)


def _raise(place: str, error: Exception) -> NoReturn:
    from huggingface_hub.errors import HfHubHTTPError

    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, HfHubHTTPError):
        cause = cause.__cause__
    if cause is None:
        what = (
            str(error)
            if isinstance(error, RuntimeError)
            else f"the connection failed ({type(error).__name__})"
        )
        raise PublishError(f"{place}: {what.rstrip('.')}; publish again, and it goes on") from error
    status = cause.response.status_code
    told = {
        401: "the Hub does not accept the token, or there is none: run `hf auth login`, or set HF_TOKEN",
        403: "the token may not write there: it needs write access to that account or organisation",
    }
    why = told.get(status, f"the Hub answered {status}: {cause.server_message or 'without a reason'}")
    raise PublishError(f"{place}: {why}") from error
