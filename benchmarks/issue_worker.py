"""`python -m benchmarks.issue_worker RUN FILE`: do the job as the worker would, then the bare tools beside ours."""

import datetime as dt
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.workbench import QUICK, forget_peak, median, memory, percentile, say, set_up, timed, watched_memory

#: Documents of the run that are made again side by side, half by bare Typst and half by the product.
AGAIN = 60 if QUICK else 400


def main(run_id: int, path: Path) -> None:
    from mumpuni.config import installation

    with installation.database():
        set_up()
        figures = _issue(run_id)
        figures |= _beside(_documents(run_id))
        cores = min(2, len(os.sched_getaffinity(0)))
        figures["cores"] = cores
        # What the bare tools alone would take on the same cores.
        figures["issue to bare tools on these cores"] = (
            figures["per certificate, ms"] * cores / figures["bare Typst and two bare signatures, ms"]
        )
    path.write_text(json.dumps(figures))


def _issue(run_id: int) -> dict[str, Any]:
    from mumpuni.certification.models import Certificate, IssueRun
    from mumpuni.certification.services import issuing
    from mumpuni.documents import services

    stored: list[float] = []
    store = services.store

    def watched(*given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        document = store(*given, **named)
        stored.append(time.perf_counter() - start)
        return document

    services.store = watched
    forget_peak()
    before, start = memory(), time.perf_counter()
    busy = _busy()
    with watched_memory() as together:
        issuing.issue_run(run_id)
    took, peak, busy = time.perf_counter() - start, memory("VmHWM"), _busy() - busy
    services.store = store
    run = IssueRun.objects.get(pk=run_id)
    made = Certificate.objects.filter(item__run=run).count()
    assert run.state == IssueRun.State.DONE, run.stop_reason
    assert made == len(stored), (made, len(stored))
    say(f"   {made} certificates in {took:.1f} s")
    return {
        "issue, s": took,
        "per certificate, ms": 1000 * took / made,
        "processor time per certificate of worker and printing processes, ms": 1000 * busy / made,
        "store, median ms": 1000 * median(stored),
        "store, p95 ms": 1000 * percentile(stored, 95),
        "worker: memory before, MB": before,
        "worker: memory at peak, MB": peak,
        "worker and its printing processes: memory at peak, MB": together[-1],
    }


def _busy() -> float:
    """Processor time so far of this process and of those it started that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _documents(run_id: int) -> list[Any]:
    from mumpuni.certification.models import Certificate

    chosen = Certificate.objects.filter(item__run=run_id).select_related("document").order_by("pk")[:AGAIN]
    return [certificate.document for certificate in chosen]


def _beside(documents: list[Any]) -> dict[str, Any]:
    """Typst and pyHanko without the product and with it, in turn, so that both meet the same machine."""
    from mumpuni.documents import rendering

    typst = _bare_typst()
    times: dict[str, list[float]] = defaultdict(list)
    sign = _signers()
    pdf = b""
    for number, document in enumerate(documents):
        # No document is printed twice: the compiler would remember it.
        if number % 2:
            times["bare Typst"].append(timed(typst(document)))
        else:
            start = time.perf_counter()
            pdf = rendering.render(document.layout, document.data, on=document.issued_on)
            times["our render"].append(time.perf_counter() - start)
        turns = list(sign.items())
        for word, signer in turns if number % 2 else reversed(turns):
            times[word].append(timed(lambda signer=signer, pdf=pdf: signer(pdf)))
    figures: dict[str, Any] = {f"{word}, median ms": 1000 * median(values) for word, values in times.items()}
    bare = median(times["bare Typst"]) + 2 * median(times["bare pyHanko"])
    figures["bare Typst and two bare signatures, ms"] = 1000 * bare
    figures["render to bare Typst"] = median(times["our render"]) / median(times["bare Typst"])
    figures["signature to bare pyHanko"] = median(times["our signature"]) / median(times["bare pyHanko"])
    return figures


def _bare_typst() -> Callable[[Any], Callable[[], object]]:
    """The compiler as its manual shows it: same layout, data, fonts and PDF standards; data ready beforehand."""
    import fontpkg_arimo
    import typst

    from mumpuni.documents import layouts, rendering

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(fontpkg_arimo.__file__).parent / "files"],
    )
    compiler = typst.Compiler(root=layouts.FOLDER, font_paths=fonts, ignore_system_fonts=True)

    def ready(document: Any) -> Callable[[], object]:
        printed = layouts.check(document.layout, document.data).printed()
        printed["qr"] = rendering.qr_svg(printed["verify_url"])
        inputs = {"data": json.dumps(printed, ensure_ascii=False)}
        layout = layouts.FOLDER / f"{document.layout}.typ"
        made = dt.datetime.combine(document.issued_on, dt.time(), dt.UTC)
        return lambda: compiler.compile(
            layout, format="pdf", sys_inputs=inputs, pdf_standards=rendering.STANDARDS, timestamp=made
        )

    return ready


def _signers() -> dict[str, Callable[[bytes], object]]:
    """A signature by the product, and one by pyHanko as its manual shows it; same key, same level (PAdES B-LT)."""
    from asn1crypto import crl, keys, pem, x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from mumpuni.documents import signing
    from mumpuni.documents.services import keys as own

    held = own.key_for("benchmark", "Pengukuran")
    der = own._opened(held.sealed_key).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    root, certificate = (
        x509.Certificate.load(pem.unarmor(text.encode())[2]) for text in (held.authority.certificate, held.certificate)
    )
    registry = SimpleCertificateStore()
    registry.register(root)
    signer = signers.SimpleSigner(
        signing_cert=certificate, signing_key=keys.PrivateKeyInfo.load(der), cert_registry=registry
    )
    revoked = crl.CertificateList.load(bytes(held.authority.revoked_list))
    holder = signing.Holder(key=held.holder_key, name=held.common_name)

    def bare(pdf: bytes) -> object:
        metadata = signers.PdfSignatureMetadata(
            field_name="Signature1",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            embed_validation_info=True,
            validation_context=ValidationContext(
                trust_roots=[root], crls=[revoked], allow_fetching=False, revocation_mode="require"
            ),
        )
        return signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), metadata, signer)

    def ours(pdf: bytes) -> object:
        return signing.provider().sign(pdf, holder, reason="Pengukuran", page=1)

    key = own._opened(held.sealed_key)
    return {
        "bare pyHanko": bare,
        "our signature": ours,
        "RSA alone": lambda pdf: key.sign(pdf[:64], PKCS1v15(), SHA256()),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
