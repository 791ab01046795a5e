"""Read recordings, measure their pace and transcribe them, on this machine."""
