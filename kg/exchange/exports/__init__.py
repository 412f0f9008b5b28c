"""The export formats: each module has ``FORMATS``, and is found by ``kg.exchange.formats``."""
