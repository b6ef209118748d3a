"""Electronic signatures on PDF (PAdES), made and checked without a network.

Each signature is an invisible field added after what is there, so that an earlier one stays valid; the layout prints
the visible mark. The certificate chain and the list of revoked certificates travel in the file.
"""

import datetime as dt
import logging
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Protocol, cast

from asn1crypto import algos, crl, pem, x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.utils.module_loading import import_string
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import Signer, fields, signers
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

LOCAL = "mumpuni.documents.services.keys.LocalAuthority"
DIGEST = "sha256"

# Signature and validation material in one revision, so that the newest signature covers the whole file.
DSS = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)

# Hexadecimal digits kept free for a signature: RSA-3072 and one certificate need about 5,000; asking pyHanko to find
# out would sign twice.
RESERVED = 10_240

# It warns on every signature that nothing will be fetched, which is what we want.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Holder:
    """Whose signature it is: a lasting key such as `person:12`, and the name to write into it."""

    key: str
    name: str


class SigningProvider(Protocol):
    """Whoever can sign for a holder: this installation's own authority, or a national provider."""

    def sign(self, pdf: bytes, holder: Holder, *, reason: str, page: int) -> bytes:
        """The PDF with one signature more, its field on `page` (from 1). Unusable if it cannot be given."""


@cache
def provider() -> SigningProvider:
    """The provider named by settings.MUMPUNI_SIGNING_PROVIDER, else the local authority."""
    return cast(SigningProvider, import_string(getattr(settings, "MUMPUNI_SIGNING_PROVIDER", LOCAL))())


class _Writer(IncrementalPdfFileWriter):
    """Adds to a file and leaves its description alone.

    pyHanko would write the XMP packet anew, with namespaces as resources instead of texts, which PDF/A does not allow.
    """

    def _update_meta(self) -> None:
        pass


class LoadedSigner(Signer):
    """A signer that keeps its private key in memory; loading an RSA key takes ten times as long as signing."""

    def __init__(self, key: RSAPrivateKey, certificate: str, root: str) -> None:
        self._key = key
        self.root = _certificate(root)
        registry = SimpleCertificateStore()
        registry.register(self.root)
        super().__init__(
            signing_cert=_certificate(certificate),
            cert_registry=registry,
            embed_roots=False,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare RSA signature; in a dry run only its length counts."""
        if dry_run:
            return bytes(self._key.key_size // 8)
        return self._key.sign(data, PKCS1v15(), SHA256())


def sign(pdf: bytes, signer: LoadedSigner, *, reason: str, page: int, name: str, revoked: bytes) -> bytes:
    """Add a PAdES signature with its validation material. `page` counts from 1, `revoked` is the DER list."""
    writer = _Writer(BytesIO(pdf))
    field = f"TandaTangan{len(list(fields.enumerate_sig_fields(writer))) + 1}"
    context = ValidationContext(
        trust_roots=[signer.root],
        crls=[crl.CertificateList.load(revoked)],
        allow_fetching=False,
        revocation_mode="require",
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        reason=reason,
        name=name,
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=context,
        dss_settings=DSS,
    )
    spec = fields.SigFieldSpec(field, on_page=page - 1)
    out = signers.PdfSigner(metadata, signer, new_field_spec=spec).sign_pdf(writer, bytes_reserved=RESERVED)
    return cast(BytesIO, out).getvalue()


@dataclass(frozen=True)
class SignatureReport:
    """One signature as found in a file.

    `intact`: what was signed is unchanged, and what was added later is at most further signatures.
    """

    field: str
    page: int
    name: str
    signed_at: dt.datetime | None
    intact: bool
    trusted: bool
    covers_whole_file: bool


def signatures(pdf: bytes, *, roots: list[str]) -> list[SignatureReport]:
    """Check every signature in the file against PEM roots, with no more than what the file carries.

    `trusted` needs a chain to one of the roots and an embedded list that does not name the certificate as revoked.
    """
    reader = PdfFileReader(BytesIO(pdf))
    trust: dict[str, Any] = {
        "trust_roots": [_certificate(root) for root in roots],
        "allow_fetching": False,
        "revocation_mode": "require",
    }
    try:
        context = DocumentSecurityStore.read_dss(reader).as_validation_context(trust)
    except NoDSSFoundError:
        context = ValidationContext(crls=[], **trust)
    reports = []
    for signature in reader.embedded_regular_signatures:
        status = validate_pdf_signature(signature, context)
        reports.append(
            SignatureReport(
                field=signature.field_name,
                page=_page_of(reader, signature.sig_field),
                name=str(signature.sig_object.get("/Name", "")),
                signed_at=signature.self_reported_timestamp,
                intact=status.intact and status.valid and bool(status.docmdp_ok),
                trusted=status.bottom_line,
                covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            )
        )
    return reports


def _page_of(reader: PdfFileReader, field: DictionaryObject) -> int:
    own = field.raw_get("/P").reference
    count = int(reader.root["/Pages"]["/Count"])
    pages = [reader.find_page_for_modification(index)[0].reference for index in range(count)]
    return pages.index(own) + 1


def _certificate(text: str) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(text.encode())[2])
