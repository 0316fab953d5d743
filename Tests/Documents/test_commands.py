#!/usr/bin/env python3
"""Runs every `ucensus` command of the README and the guides, block by block, on the sample.

usage: test_commands.py UCENSUS
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "Documentation/UserGuide.md", "Documentation/Dumps.md"]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
# Programs that a test does not need, and commands with their own tests.
OTHERS = ("duckdb", "spark-submit", "tools/", "swift ", "sha256sum", "ucensus history")
TIME = ["--date-time", "2026-06-30 12:00"]


def blocks(document):
    """The commands of each block, without those of other programs."""
    for match in BLOCK.finditer((ROOT / document).read_text("utf-8")):
        lines = [line for line in match[1].split("\n")
                 if line.strip() and not any(word in line for word in OTHERS)]
        if lines:
            yield "\n".join(lines)


def fixture(folder, ucensus):
    """The files that the guides name, made of the sample."""
    def run(*arguments):
        subprocess.run([ucensus, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    (folder / "data").symlink_to(ROOT / "data")
    shutil.copytree(ROOT / "data/sample", folder / "dump")
    # Other customers, on the platform of the sample.
    for name, golden in (("north", "licence-edges"), ("south", "every-rule")):
        shutil.copytree(ROOT / "Tests/Golden" / golden / "dump", folder / name)
        shutil.copy(ROOT / "data/sample/platform.json", folder / name)
    # A second platform of the north, on which its customer has another PKID.
    shutil.copytree(folder / "north", folder / "north-2")
    for path in (folder / "north-2").glob("*.jsonl"):
        text = path.read_text("utf-8").replace('"ed00', '"fd00')
        path.write_text(text.replace('"name":"SEP', '"name":"SEQ'), "utf-8")
    (folder / "same-customers.csv").write_text(f"from,to\nfd{'0' * 21}c,ed{'0' * 21}c\n", "utf-8")
    for name in ("north", "north-2"):
        run("convert", name, "-o", f"{name}.ucol")
    run("convert", "south", "-o", "south.ucol")
    run("convert", "south", "-o", "other-cluster.ucol")
    run("audit", "dump", "--partial", "-o", "west.part", "--part", "3/3")
    run("audit", "north", "--partial", "-o", "north.part", "--part", "1/3")
    (folder / "archive").mkdir()
    run("convert", "north", "-o", "archive/north.ucol")
    for name in ("may.ucol", "june.ucol"):
        run("convert", "dump", "-o", name, "--with-identities")
    for name in ("may", "june"):
        run("audit", "dump", "-o", name, *TIME)
    run("pack", "dump", "-o", "packed.pack")
    shutil.copy(ROOT / "data/rules-4.1.5.json", folder / "contract.json")
    shutil.copy(ROOT / "data/rules-4.1.5.json", folder / "offer.json")
    for name in ("acme.json", "acme-offer.json"):
        shutil.copy(ROOT / "data/contract.json", folder / name)
    shutil.copy(ROOT / "data/device-classes.csv", folder / "our-devices.csv")
    (folder / "our-lines.csv").write_text("enum,name,class\n,Our Own Phone 1,analog\n")
    shutil.copy(ROOT / "data/dump-profile.json", folder / "our-profile.json")


class CommandTests(unittest.TestCase):
    ucensus = ""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="ucensus-documents-"))
        cls.fixture = cls.folder / "fixture"
        cls.fixture.mkdir()
        fixture(cls.fixture, cls.ucensus)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def run_block(self, script):
        """Runs a block in a copy of the fixture. Outputs that it makes itself are removed first."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            work = Path(name) / "work"
            shutil.copytree(self.fixture, work, symlinks=True)
            for output in re.findall(r"-o (\S+)", script):
                path = work / output
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
                if "--with-identities" in script:
                    path.with_suffix(".identities").unlink(missing_ok=True)
            bin_folder = Path(name) / "bin"
            bin_folder.mkdir()
            (bin_folder / "ucensus").symlink_to(self.ucensus)
            environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}",
                           "XDG_CONFIG_HOME": name}
            environment.pop("UCENSUS_CONFIG", None)
            for line in script.split("\n"):
                run = subprocess.run(["bash", "-c", line], cwd=work, env=environment,
                                     capture_output=True, text=True)
                expected = (0, 1) if line.startswith("ucensus diff") else (0,)
                self.assertIn(run.returncode, expected, f"{line}\n{run.stderr}")

    def test_documents(self):
        count = 0
        for document in DOCUMENTS:
            for script in blocks(document):
                count += 1
                with self.subTest(document=document, script=script):
                    self.run_block(script)
        self.assertGreater(count, 10)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    CommandTests.ucensus = str(Path(sys.argv.pop()).resolve())
    unittest.main()
