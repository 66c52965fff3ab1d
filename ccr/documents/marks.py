"""The mark our PDFs carry in their properties: a copy that was saved again by another program is still known (A050)."""

import hashlib

from pypdf import PdfReader


def mark_of(kind: str, about_id) -> str:
    """The mark of a document of that kind, in whatever version; it tells nothing of what it is about."""
    return f"ccr-{hashlib.sha256(f'{kind}:{about_id}'.encode()).hexdigest()[:40]}"


def marks_in(file) -> set[str]:
    """The marks a PDF carries: its keywords and its identity, which other programs keep. Empty when it has none."""
    try:
        reader = PdfReader(file)
        said = [str((reader.metadata or {}).get("/Keywords", ""))]
        said += [_text(part) for part in reader.trailer.get("/ID", [])]
    except Exception:  # a file may be anything: what is wrong with it was told before
        return set()
    return {word for text in said for word in text.replace(",", " ").split() if word.startswith("ccr-")}


def _text(part) -> str:
    raw = getattr(part, "original_bytes", None)
    return (raw if raw is not None else bytes(part)).decode("latin-1")
