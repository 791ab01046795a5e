"""Turn samples into text with PocketSphinx, as a process of its own: run by transcribe.py, never imported.

PocketSphinx keeps Python's lock while it works, so that a server would stand still for as long.
"""

from __future__ import annotations

import sys

from pocketsphinx import Decoder


def main() -> None:
    """Read samples (16 bits, the rate is the argument) from the input and write the text to the output."""
    decoder = Decoder(samprate=int(sys.argv[1]), loglevel="FATAL")
    decoder.start_utt()
    decoder.process_raw(sys.stdin.buffer.read(), full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    sys.stdout.write(hypothesis.hypstr if hypothesis is not None else "")


if __name__ == "__main__":
    main()
