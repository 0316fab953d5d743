"""Which fields of which files are read: those of the dump profile, of a dump of tools/make dump, whose
files hold one model each."""

import json
import pathlib


class Model:
    """A model of the profile, and the files of the dump that hold its records."""

    def __init__(self, entry, files):
        self.role, self.type, self.files = entry["role"], entry["model_type"], files
        fields = [name.rstrip("[]").split(".") for name in entry["fields"].values()]
        self.texts = [name[0] for name in fields if len(name) == 1]
        self.lists = {name[0]: name[1] for name in fields if len(name) == 2}
        # A reference may be an object, which every engine reads as its text: not to be compared.
        self.compared = [name for name in self.texts if name not in REFERENCES]


REFERENCES = ("ownerUserName", "userId", "IsLicensed", "EnterpriseVoiceEnabled", "publicSector",
              "inactiveBilling")
META = ("model_type", "path", "hierarchy", "pkid")


def models(profile, dump):
    """The models of which the dump has files."""
    found = []
    for entry in json.loads(pathlib.Path(profile).read_text())["models"]:
        name = entry["model_type"].replace("/", "-")
        files = sorted(str(path) for path in pathlib.Path(dump).glob(f"?-{name}*.jsonl"))
        if files:
            found.append(Model(entry, files))
    return found


def files(dump):
    """All files of records."""
    return sorted(str(path) for path in pathlib.Path(dump).glob("*.jsonl"))
