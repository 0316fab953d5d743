"""The files of the repository, and what a rule finds in them."""

import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finding:
    """A breach of `rule`. Findings with one `subject` are counted together in the allow-list."""

    rule: str
    subject: str
    message: str


@dataclass
class Repository:
    """Texts by path."""

    texts: dict = field(default_factory=dict)

    @staticmethod
    def read(root=ROOT):
        names = subprocess.run(["git", "-C", root, "ls-files", "-z"], check=True,
                               capture_output=True, text=True).stdout.split("\0")
        texts = {}
        for name in filter(None, names):
            path = root / name
            if not path.is_file():
                continue
            try:
                texts[name] = path.read_text("utf-8")
            except UnicodeDecodeError:
                texts[name] = ""
        return Repository(texts)

    def paths(self, *suffixes, under=("",)):
        return sorted(path for path in self.texts
                      if path.endswith(suffixes) and path.startswith(tuple(under)))

    @cached_property
    def swift(self):
        """Swift files with comments and strings blanked out."""
        import swift_source
        return {path: swift_source.masked(self.texts[path]) for path in self.paths(".swift")}


def lines(text):
    return enumerate(text.split("\n"), 1)
