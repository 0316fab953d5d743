"""One engine, one task, in a process of its own: prints a line of JSON with the seconds that it took,
the peak of memory and the answer.

Usage: worker.py ENGINE read|audit DUMP PROFILE DEVICE-CLASSES THREADS"""

import importlib
import json
import sys
import time

import fields


def peak_memory():
    """The most memory that the process has had, in bytes."""
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("/proc/self/status has no VmHWM")


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
