"""The address of the private storage."""

import pytest

from ccr.documents.storage import s3_options


def test_an_address_gives_a_private_storage():
    options = s3_options("s3://KEY:s%2Fecret@s3.exemple.fr:9000/ccr-prive?region=fr-par")

    assert options["endpoint_url"] == "https://s3.exemple.fr:9000"
    assert (options["access_key"], options["secret_key"]) == ("KEY", "s/ecret")
    assert (options["bucket_name"], options["region_name"]) == ("ccr-prive", "fr-par")
    assert options["file_overwrite"] is False


def test_plain_http_is_asked_for():
    assert s3_options("s3://a:b@localhost:9000/x?tls=0")["endpoint_url"] == "http://localhost:9000"


@pytest.mark.parametrize("url", ["s3://host", "https://host/bucket", "s3:///bucket"])
def test_an_address_without_host_or_bucket_is_refused(url):
    with pytest.raises(ValueError, match="STORAGE_URL"):
        s3_options(url)
