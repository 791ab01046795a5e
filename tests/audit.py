"""Asks whether what the app installs has known vulnerabilities, and fails where nobody could say.

pip-audit itself leaves out, without failing, what its index does not know.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

COMMAND = ("-m", "pip_audit", "--requirement", "requirements.txt", "--format", "json")


def verdict(report: str) -> tuple[list[str], int]:
    """What a report of pip-audit says, a line each, and the status to end with."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return ["pip-audit gave no report: nothing was checked."], 1
    unknown = [package for package in packages if "vulns" not in package]
    weak = [package for package in packages if package.get("vulns")]
    lines = [
        f"NOT CHECKED {package['name']}: {package.get('skip_reason', 'no answer')}" for package in unknown
    ]
    for package in weak:
        for found in package["vulns"]:
            fixed = ", ".join(found.get("fix_versions", [])) or "no version yet"
            lines.append(
                f"VULNERABLE {package['name']} {package['version']}: {found['id']}, mended in {fixed}"
            )
    checked = len(packages) - len(unknown)
    lines.append(f"{checked} of {len(packages)} packages checked, {len(weak)} with known vulnerabilities.")
    return lines, int(bool(unknown or weak or not packages))


def main() -> int:
    """Run pip-audit and say what it found; 0 only where all was looked up and nothing is vulnerable."""
    run = subprocess.run([sys.executable, *COMMAND], stdout=subprocess.PIPE, text=True, check=False)
    lines, status = verdict(run.stdout)
    print("\n".join(lines))
    return status or run.returncode


if __name__ == "__main__":
    sys.exit(main())
