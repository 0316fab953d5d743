"""Records as files: in the forms and packings of Inputs.md."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

PLATFORM = {"hostname": "h", "Provider Name": "P", "Date Time": "2026-06-30 12:00"}


def lines(random, records):
    text = "".join(json.dumps(record, ensure_ascii=random.random() < 0.5) + "\n"
                   for record in records)
    return text.encode()


def indented(random, records):
    return "\n".join(json.dumps(record, indent=random.randint(1, 3)) for record in records).encode()


def array(random, records):
    return json.dumps(records).encode()


def pages(random, records):
    """List pages, those of one model after the other."""
    by_model = {}
    for record in records:
        by_model.setdefault(record["meta"]["model_type"], []).append(record)
    made = []
    for model, of_model in by_model.items():
        size = random.randint(1, 5)
        for skip in range(0, len(of_model), size):
            made.append(json.dumps({
                "pagination": {"skip": skip, "limit": size, "total": len(of_model)},
                "meta": {"model_type": model}, "resources": of_model[skip:skip + size]}))
    return "\n".join(made).encode()


FORMS = {"lines": lines, "indented": indented, "array": array, "pages": pages}
PACKINGS = {
    "plain": (lambda data: data, ""), "gzip": (gzip.compress, ".gz"),
    "bzip2": (bz2.compress, ".bz2"), "xz": (lzma.compress, ".xz"),
}


def split(random, records, count=None):
    """The records in some order, in one to four lists."""
    records = random.sample(records, len(records))
    count = count or random.randint(1, 4)
    return [part for part in (records[index::count] for index in range(count)) if part]


def files(random, records, form=None, count=None):
    """A dump as a list of names and contents, `platform.json` among them."""
    form = form or random.choice(list(FORMS))
    # What is counted by pages must be together.
    parts = [records] if form == "pages" else split(random, records, count)
    made = [("platform.json", json.dumps(PLATFORM).encode())]
    for index, part in enumerate(parts):
        pack, suffix = PACKINGS[random.choice(list(PACKINGS))]
        made.append((f"{index}.json{suffix}", pack(FORMS[form](random, part))))
    return made


def write(random, folder, records, form=None, archive=None, count=None):
    """Writes a dump, as a directory or as an archive; returns its path."""
    made = files(random, records, form, count)
    archive = archive or random.choice(["directory", "directory", "zip", "tar", "tar.gz"])
    if archive == "directory":
        folder.mkdir()
        for name, content in made:
            (folder / name).write_bytes(content)
        return folder
    path = folder.with_name(f"{folder.name}.{archive}")
    path.write_bytes(zipped(made) if archive == "zip" else tarred(made, archive))
    return path


def zipped(made):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def tarred(made, kind):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz" if kind == "tar.gz" else "w") as archive:
        for name, content in made:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()
