"""What the platform holds on somebody, as a PDF."""

from ccr import documents, own
from ccr.accounts.own import of_account

KIND = "accounts.data"


def data(seat, document):
    """The account's part on the threshold, a seat's part in its own pass: never the two together."""
    chapters = own.of_seat(seat) if seat else of_account(document.person)
    return {"chapters": chapters, "person": document.person}


def register():
    """Declare the kind."""
    documents.register(
        KIND,
        title="Ce que la plateforme garde sur moi",
        template="accounts/pdf/data.html",
        context=data,
        filename="mes-donnees.pdf",
        table="DataExport",
    )
