"""Trials of damaged inputs: a run that ends well has the same numbers, others leave nothing."""

import json

import rendering
from numbers_of import Case, audit
from program import contents, refused, require, rows


def made(random, program, builtin):
    """A dump, and every kind of file that is made of it, with the bytes of each."""
    case = Case(random, builtin, persons=4)
    dump = rendering.write(random, program.folder / "dump", case.records)
    for arguments in [
        ["convert", dump, "-o", "d.ucol", "--with-identities"],
        ["audit", dump, "--partial", "--part", "1/1", "-o", "d.part", "--names", "d.names"],
        ["audit", dump, "-o", "sound"],
    ]:
        run = program.run(*arguments)
        require(run.status == 0, "expected 0", run)
    return case


COMMANDS = {
    "d.ucol": ["audit", "d.ucol", "-o", "reports", "--quiet"],
    "d.identities": ["audit", "d.ucol", "--identities", "d.identities", "-o", "reports", "--quiet"],
    "d.part": ["merge", "d.part", "-o", "reports", "--quiet"],
    "d.names": ["merge", "d.part", "--names", "d.names", "-o", "reports", "--quiet"],
}


def flipped(random, data):
    """The data with some bits the other way round."""
    damaged = bytearray(data)
    for _ in range(random.choice([1, 1, 1, 2, 8])):
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def cut(random, data):
    return data[:random.randrange(len(data))]


def replaced(random, data):
    """The data with a piece overwritten, left out or there twice."""
    start = random.randrange(len(data))
    end = min(len(data), start + random.choice([1, 2, 8, 64]))
    piece = random.choice([b"", data[start:end] * 2, bytes(end - start), random.randbytes(3)])
    return data[:start] + piece + data[end:]


def files(random, program, builtin):
    """Columnar files, identities, partial results and names: every damage is refused."""
    made(random, program, builtin)
    for name, command in COMMANDS.items():
        sound = (program.folder / name).read_bytes()
        for _ in range(3):
            change = random.choice([flipped, flipped, cut, replaced])
            damaged = change(random, sound)
            if damaged == sound:
                continue
            (program.folder / name).write_bytes(damaged)
            for arguments in [command, ["verify", name]]:
                run = refused(program.run(*arguments))
                require(not contents(program.folder / "reports"), f"{change.__name__}", run)
        (program.folder / name).write_bytes(sound)
    return "refused"


def bundles(random, program, builtin):
    """Reports and the bundle: `verify` refuses each that is changed."""
    made(random, program, builtin)
    names = sorted(path.name for path in (program.folder / "sound").iterdir())
    bundle = next(name for name in names if name.endswith(".zip"))
    path = program.folder / "sound" / bundle
    sound = path.read_bytes()
    require(program.run("verify", path).status == 0, "the bundle is not sound")
    for _ in range(4):
        damaged = random.choice([flipped, cut, replaced])(random, sound)
        if damaged != sound:
            path.write_bytes(damaged)
            refused(program.run("verify", path))
    path.write_bytes(sound)
    # Of a hash the digits count, of a provenance the outputs that it lists.
    reports = [name for name in names if name.endswith((".csv", ".zip"))]
    victim = program.folder / "sound" / random.choice(reports)
    victim.write_bytes(flipped(random, victim.read_bytes()) + b"x")
    refused(program.run("verify", program.folder / "sound"))
    return "refused"


def packings(random, program, builtin):
    """Compressed dumps and archives with flipped bits, or cut: refused, or the same numbers."""
    case = Case(random, builtin, persons=4)
    archive = random.choice(["zip", "tar.gz", "directory", "directory"])
    dump = rendering.write(random, program.folder / "dump", case.records, archive=archive)
    victim = dump
    if archive == "directory":
        packed = [path for path in dump.iterdir() if path.suffix in (".gz", ".bz2", ".xz")]
        if not packed:
            return "plain"
        victim = random.choice(packed)
    change = random.choice([flipped, cut])
    victim.write_bytes(change(random, victim.read_bytes()))
    run = program.run("audit", dump, "-o", "reports", "--quiet", "--allow-incomplete")
    if run.status == 0:
        # Bits that say nothing of the content: a time, a name, an operating system.
        require(change is flipped, "a dump that was cut is counted", run)
        require(rows(program.folder / "reports") == case.expected(), "other numbers", run)
        return "same numbers"
    refused(run)
    require(not contents(program.folder / "reports"), "reports of a refused dump", run)
    return "refused"


def cuts(random, program, builtin):
    """Plain dumps that end too early. Where whole values are left, it is the dump of those."""
    case = Case(random, builtin, persons=4)
    form = random.choice(list(rendering.FORMS))
    content = rendering.FORMS[form](random, case.records)
    place = random.randrange(len(content))
    (program.folder / "dump").mkdir()
    (program.folder / "dump" / "a.json").write_bytes(content[:place])
    run = program.run("audit", "dump", "-o", "reports", "--quiet", "--allow-incomplete",
                      "--date-time", "2026-06-30 12:00")
    whole = whole_values(content[:place])
    if whole is None or form == "array":
        refused(run)
        return "refused"
    if run.status != 0:
        refused(run)
        return "refused, though whole"
    (program.folder / "twin").mkdir()
    (program.folder / "twin" / "a.json").write_text(
        "".join(json.dumps(value) + "\n" for value in whole))
    found = audit(program, "twins", "twin", "--allow-incomplete", "--date-time",
                  "2026-06-30 12:00")
    require(rows(program.folder / "reports") == found, "other numbers", run)
    return "whole values"


def whole_values(text):
    """The JSON values of a text, or nothing if the last of them is cut."""
    decoder = json.JSONDecoder()
    try:
        text = text.decode()
        values = []
        place = 0
        while place < len(text.rstrip()):
            while text[place].isspace():
                place += 1
            value, place = decoder.raw_decode(text, place)
            values.append(value)
        return values
    except ValueError:
        return None


def syntax(random, program, builtin):
    """A record with a changed byte: what is not JSON is refused, and named by its line."""
    case = Case(random, builtin, persons=2)
    lines = rendering.lines(random, case.records).splitlines()
    index = random.randrange(len(lines))
    changed = replaced(random, lines[index]).replace(b"\n", b" ").replace(b"\r", b" ")
    lines[index] = changed
    (program.folder / "dump.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    run = program.run("audit", "dump.jsonl", "-o", "reports", "--quiet", "--allow-incomplete",
                      "--date-time", "2026-06-30 12:00")
    if is_record(changed):
        require(run.status in (0, 65), "neither counted nor refused", run)
        return "still JSON"
    if not changed.strip():
        return "blank"
    refused(run)
    require(not contents(program.folder / "reports"), "reports of a refused dump", run)
    return "refused"


def is_record(line):
    """Whether a line is JSON, after another parser, whose leniencies are taken out."""
    def refuse(text):
        raise ValueError(text)

    try:
        text = line.decode()
        json.loads(text, parse_constant=refuse, strict=True).items()
        # A lone surrogate cannot be written as UTF-8.
        json.dumps(json.loads(text), ensure_ascii=False).encode()
        return True
    except (ValueError, AttributeError):
        return False
