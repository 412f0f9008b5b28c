"""What is in a Parquet file, whatever it is compressed with."""

from __future__ import annotations

import io
from collections.abc import Iterator

MAGIC = b"PAR1"
"""What a Parquet file begins with."""


def parquet_texts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each column by name, a value a line, and the notes of the file; ``ValueError`` or ``OSError`` if it is damaged."""
    from pyarrow import ArrowException, parquet

    try:
        read = parquet.ParquetFile(io.BytesIO(data))
        for key, value in (read.schema_arrow.metadata or {}).items():
            yield key.decode(errors="replace"), value
        for name, column in zip(read.schema_arrow.names, read.read().columns, strict=True):
            lines = "\n".join("" if value is None else str(value) for value in column.to_pylist())
            yield name, lines.encode("utf-8", "surrogatepass")
    except ArrowException as error:
        raise ValueError(str(error)) from error
