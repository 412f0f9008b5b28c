"""Views: what each kind of page shows, made from the published graph without regard to any form."""
