extension CueWords {
    /// German.
    static let german = CueWords(
        phrases: [
            .failure: [
                "fehler", "fehlermeldung", "fehlgeschlagen", "ausnahme ausgelöst", "nicht gefunden",
                "zugriff verweigert", "zeitüberschreitung", "ungültig", "ungültige", "ungültiger", "abgebrochen",
            ],
            .inability: [
                "kann ich nicht", "ich kann nicht", "konnte ich nicht", "ich konnte nicht", "nicht möglich",
                "nicht in der lage", "kein zugriff", "keinen zugriff", "keine informationen", "nicht bekannt",
                "unbekannt", "konnte nicht",
            ],
            .objection: [
                "ist falsch", "war falsch", "falsch ist", "stimmt nicht", "stimmen nicht", "nicht korrekt",
                "nicht richtig", "unstimmigkeit", "widerspruch", "widerspricht", "passt nicht", "passen nicht",
                "inkorrekt", "nicht wie erwartet",
            ],
            .assumption: [
                "angenommen", "annahme", "annahmen", "nehmen wir an", "ich nehme an", "hypothetisch", "platzhalter",
                "simuliert", "simulation", "zum beispiel", "ungefähr", "schätzungsweise", "geschätzt", "schätzung",
                "vermutlich", "wahrscheinlich", "typischerweise", "beispieldaten",
            ],
            .answer: [
                "endgültige antwort", "antwort ist", "antwort lautet", "ergebnis ist", "ergebnis lautet",
                "endergebnis",
            ],
        ],
        negations: ["kein", "keine", "keinen", "keiner", "keinerlei", "nicht", "ohne", "nie", "nichts"],
        joins: ["oder", "noch"])

    /// French.
    static let french = CueWords(
        phrases: [
            .failure: [
                "erreur", "erreurs", "échec", "échoué", "a échoué", "introuvable", "accès refusé", "délai dépassé",
                "invalide", "non valide",
            ],
            .inability: [
                "je ne peux pas", "ne peut pas", "je n ai pas pu", "n a pas pu", "je n ai pas trouvé", "impossible de",
                "pas possible", "pas accès", "aucune information", "est inconnu", "est inconnue", "incapable de",
            ],
            .objection: [
                "est incorrect", "est incorrecte", "est faux", "est fausse", "était faux", "inexact", "inexacte",
                "incohérent", "incohérence", "contredit", "ne correspond pas", "ne correspondent pas",
                "n est pas correct", "n est pas exact", "ne colle pas",
            ],
            .assumption: [
                "supposons", "en supposant", "supposant", "supposé", "hypothèse", "hypothétique", "par exemple",
                "simulé", "simulation", "approximativement", "probablement", "estimé", "estimation",
                "fictif", "fictives",
            ],
            .answer: ["réponse finale", "réponse est", "résultat est", "résultat final"],
        ],
        negations: ["pas", "aucun", "aucune", "sans", "jamais", "ni", "zéro"],
        joins: ["ou", "ni"])

    /// Spanish.
    static let spanish = CueWords(
        phrases: [
            .failure: [
                "errores", "excepción", "falló", "fallado", "ha fallado", "fallo", "no encontrado", "no se encontró",
                "acceso denegado", "tiempo agotado", "inválido", "inválida", "no válido",
            ],
            .inability: [
                "no puedo", "no pude", "no pudo", "no he podido", "no es posible", "no fue posible", "no encontré",
                "no tengo acceso", "no hay información", "desconocido", "desconocida", "incapaz de",
            ],
            .objection: [
                "es incorrecto", "es incorrecta", "incorrecto", "incorrecta", "es falso", "es falsa", "inexacto",
                "inexacta", "inconsistente", "discrepancia", "contradice", "contradicción", "no coincide",
                "no coinciden", "no es correcto", "no encaja",
            ],
            .assumption: [
                "supongamos", "suponiendo", "suposición", "hipotético", "hipotética", "por ejemplo",
                "simulado", "simulación", "aproximadamente", "probablemente", "estimado", "estimación", "ficticio",
            ],
            .answer: ["respuesta final", "respuesta es", "resultado es", "resultado final"],
        ],
        negations: ["sin", "ningún", "ninguna", "ninguno", "nunca", "cero", "nada"],
        joins: ["ni", "o"])
}
