"""Door plates of the tables that are not ours."""

from .sides import EVERYONE, SIGNED_IN, Side

NOBODY = frozenset()
THRESHOLD = frozenset({Side.THRESHOLD})

THIRD_PARTY = {
    # (readers, writers)
    "sessions.Session": (THRESHOLD, THRESHOLD),
    "contenttypes.ContentType": (EVERYONE, NOBODY),
    "admin.LogEntry": ({Side.ADMIN}, {Side.ADMIN}),
    "auth.Permission": ({Side.ADMIN}, NOBODY),
    "auth.Group": (NOBODY, NOBODY),
    "auth.Group_permissions": (NOBODY, NOBODY),
    "account.EmailAddress": (
        {Side.THRESHOLD, Side.LINK, Side.NEWCOMER, Side.ADMIN, Side.COORDINATION},
        {Side.THRESHOLD, Side.LINK},
    ),
    "account.EmailConfirmation": (THRESHOLD, THRESHOLD),
    "mfa.Authenticator": (THRESHOLD | {Side.ADMIN}, THRESHOLD),
    "usersessions.UserSession": (THRESHOLD, THRESHOLD),
}

__all__ = ["NOBODY", "SIGNED_IN", "THIRD_PARTY"]
