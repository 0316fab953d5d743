"""One engine, one task, in a process of its own: prints a line of JSON with the seconds that it took,
the peak of memory and the answer.

Usage: worker.py ENGINE read|audit DUMP PROFILE DEVICE-CLASSES THREADS"""

import importlib
import json
import pathlib
import sys
import time

import fields

sys.path.append(str(pathlib.Path(__file__).parent.parent / "peers"))
from memory import peak_memory  # noqa: E402


def main():
    engine_name, task, dump, profile, device_classes, threads = sys.argv[1:]
    module = importlib.import_module(f"{engine_name}_peer")
    models = fields.models(profile, dump)
    engine = module.Engine(int(threads))
    start = time.perf_counter()
    answer = engine.read(models) if task == "read" else engine.audit(models, device_classes)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": peak_memory(), "version": module.VERSION,
                      "answer": answer}))


main()
