"""The identity of nobody: for what starts with production's settings without being production (lint, tests, bench)."""

IDENTITY = {
    "CCR_FROM_EMAIL": "CCR Marseille <ne-pas-repondre@ccr.invalid>",
    "CCR_OPERATOR_NAME": "Association d’essai",
    "CCR_OPERATOR_ADDRESS": "1 rue de l’Exemple, 13001 Marseille",
    "CCR_OPERATOR_PHONE": "04 00 00 00 00",
    "CCR_OPERATOR_EMAIL": "contact@ccr.invalid",
    "CCR_OPERATOR_PUBLISHER": "La présidence de l’association d’essai",
    "CCR_HOST_NAME": "Hébergeur d’essai",
    "CCR_HOST_ADDRESS": "2 rue de l’Exemple, 13001 Marseille",
    "CCR_HOST_PHONE": "04 00 00 00 01",
}
