extension Phrasebook {
    /// Dutch, a language that estimated credit has no words of; sums stand as equations, as everywhere.
    static let dutch = Phrasebook(
        lines: [
            .facts: ["Voor stap {0} hebben we {1}.", "Uit de opgave voor stap {0}: {1}."],
            .missing: [
                "Stap {0} vraagt om {1}, en dat staat nergens in de opgave.",
                "Ik zocht {1} voor stap {0}; de opgave noemt het niet.",
            ],
            .worked: [
                "Stap {0}: {1}, dus {2} = {3}.", "Stap {0}: {1}. Daarmee komt {2} op {3}.",
                "Bij stap {0} krijg ik {1}, zodat {2} uitkomt op {3}.",
            ],
            .check: ["Omgekeerd: {0}.", "Voor de zekerheid: {0}."],
            .again: ["Nog eens: {0}.", "Een tweede keer hetzelfde, {0}."],
            .stuck: ["Stap {0} gaat niet zonder {1}.", "Voor stap {0} ontbreekt {1}."],
            .reviewed: [
                "Stap {0} volgt het plan; {1} = {2} ziet er goed uit.", "Ik las stap {0} na en ga mee met {1} = {2}.",
            ],
            .confirmed: ["Ik rekende stap {0} na: {1}. Klopt.", "Stap {0} vanaf het begin: {1}. Het klopt."],
            .corrected: [
                "Ik rekende stap {0} na: {1}, en geen {2}. Neem voortaan {3} = {4}.",
                "Bij stap {0} ging iets mis. {1}, en geen {2}, dus {3} = {4}.",
            ],
            .factCorrected: ["De opgave geeft {0} = {1}, en geen {2}.", "{2} is van vorig jaar: {0} = {1}."],
            .controlFits: ["De controle komt uit: {0}.", "Controlegetal: {0}, precies zoals gevraagd."],
            .controlOff: [
                "De controle komt niet uit: {0}, maar de opgave wil {1}.",
                "Controlegetal: {0}, terwijl {1} gevraagd was. Er zit ergens een misser.",
            ],
            .noted: ["Goed, {0} = {1}.", "We gaan verder met {0} = {1}."],
            .next: ["Nu stap {0}.", "Verder met stap {0}."],
            .doubt: [
                "De controle komt niet uit; we houden ons aan het plan.", "Ik schrijf de afwijking op en ga door.",
            ],
            .sofar: ["Tot nu toe: {0}."],
            .finished: ["Alles is uitgerekend; {0} = {1}.", "Meer valt er niet te doen, {0} = {1}."],
            .answer: ["We zijn klaar en komen uit op {0}.", "Ons antwoord wordt {0}."],
            .noAnswer: ["Het antwoord blijft open, want {0} ontbreekt."],
            .plan: [
                "Voor stap {0} nemen we {1} en {2}, dat levert {3}.", "Stap {0} leidt van {1} en {2} naar {3}.",
            ],
            .waiting: ["Ik heb nog niets om naar te kijken."],
            .chat: [
                "Wat gaat dit lekker, mensen. Stap {0} is er een om rustig voor te gaan zitten, en ik zie dat iedereen dat doet. Houd dit vast, blijf vriendelijk, en vergeet de koffie niet.",
                "Bij stap {0} denk ik aan mijn eerste baas, die altijd zei dat twee keer lezen sneller is dan een keer zoeken. De getallen laat ik aan jullie over. Dank voor de heldere berichten.",
            ],
        ],
        separator: ", ",
        pairs: ["{0} = {1}", "{0}: {1}", "{0} op {1}"],
        connectors: [" = ", ": ", " op ", " uitkomt op "].map { Array($0.utf8) },
        gap: " ")
}
