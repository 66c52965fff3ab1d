"""Where private files live, and under which names."""

from pathlib import PurePath
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4


def s3_options(url: str) -> dict:
    """Options of the S3-compatible storage from ``s3://KEY:SECRET@host/bucket?region=…``; ``&tls=0`` for plain HTTP.

    Everything in it is private: no public address, no list, no name reused.
    Raises ValueError when the address has no host or no bucket.
    """
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if not url.startswith("s3://") or not parts.hostname or not bucket:
        raise ValueError("STORAGE_URL: expected s3://KEY:SECRET@host/bucket?region=… or file:///folder")
    query = parse_qs(parts.query)
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    scheme = "http" if query.get("tls") == ["0"] else "https"
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{host}",
        "region_name": query.get("region", [None])[0],
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
        "signature_version": "s3v4",
    }


def private_path(instance, filename: str) -> str:
    """``upload_to`` of private files: the app's folder and a name that tells nothing, with the same ending."""
    return f"{instance._meta.app_label}/{uuid4().hex}{PurePath(filename).suffix.lower()[:6]}"
