"""Says on what machine something was measured, without its name."""

import os
import platform


def field(path, key):
    with open(path) as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith(key)), "?")


def main():
    memory = int(field("/proc/meminfo", "MemTotal").split()[0]) >> 20
    flags = field("/proc/cpuinfo", "flags").split()
    vectors = next((name for name in ("avx512f", "avx2", "asimd") if name in flags), "no")
    print(f"{field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} processors, {vectors} vectors, "
          f"{memory} GiB, Linux {platform.release().split('-')[0]}, load {os.getloadavg()[0]:.1f}")


main()
