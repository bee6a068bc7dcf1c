/// The nouns of a family of word problems.
struct Theme: Sendable {
    var opening: String
    /// The two facts that the first step multiplies, and its result.
    var start: (count: String, each: String, result: String)
    /// Pairs of a fact and the result it leads to, by operation; used in order, one a step.
    var plus: [(fact: String, result: String)]
    var minus: [(fact: String, result: String)]
    var times: [(fact: String, result: String)]
    var modulo: [(fact: String, result: String)]
    /// A number with its remainder that stays aside until late: two facts and the result.
    var aside: (fact: String, divisor: String, result: String)
    /// How a name is told apart when the story comes round to it again.
    var again: @Sendable (_ name: String, _ round: Int) -> String

    static func themes(_ language: Language) -> [Theme] {
        switch language {
        case .english, .plainspoken: [orchard, bakery, library]
        case .japanese: [plums]
        case .dutch: [garden, printer]
        }
    }

    private static let inRound: @Sendable (String, Int) -> String = { name, round in "\(name) in round \(round)" }

    static let orchard = Theme(
        opening: "An orchard packs its plums for the weekend market.",
        start: ("crates", "plums per crate", "plums at the start"),
        plus: [
            ("neighbour's plums", "plums with the neighbour's share"),
            ("late plums", "plums after the late harvest"),
        ],
        minus: [("bruised plums", "good plums"), ("staff plums", "plums for sale")],
        times: [("stalls", "plums for all stalls"), ("market days", "plums for all market days")],
        modulo: [("plums per basket", "loose plums"), ("plums per tray", "plums beside the trays")],
        aside: ("apples in the cellar", "apples per bag", "loose apples"), again: inRound)

    static let bakery = Theme(
        opening: "A bakery plans its rolls for a school fair.",
        start: ("baking sheets", "rolls per sheet", "rolls baked"),
        plus: [
            ("yesterday's rolls", "rolls on the counter"), ("second-oven rolls", "rolls on all counters"),
        ],
        minus: [("burnt rolls", "fine rolls"), ("rolls sold early", "rolls left for the fair")],
        times: [("classes", "rolls for all classes"), ("fair days", "rolls for all fair days")],
        modulo: [("rolls per bag", "single rolls"), ("rolls per box", "rolls outside the boxes")],
        aside: ("pretzels in the freezer", "pretzels per pack", "single pretzels"), again: inRound)

    static let library = Theme(
        opening: "A town library counts its books before it moves.",
        start: ("shelves", "books per shelf", "books on the shelves"),
        plus: [("returned books", "books in the house"), ("donated books", "books with the donations")],
        minus: [("damaged books", "sound books"), ("books on loan", "books for the move")],
        times: [("branches", "books in all branches"), ("copies made", "books with the copies")],
        modulo: [("books per carton", "books without a carton"), ("books per cart", "books left on the floor")],
        aside: ("maps in the archive", "maps per drawer", "maps without a drawer"), again: inRound)

    static let garden = Theme(
        opening: "Een tuinder pakt zijn appels voor de markt van zaterdag.",
        start: ("kratten", "appels per krat", "appels bij het begin"),
        plus: [
            ("appels van de buurman", "appels met die van de buurman"), ("late appels", "appels na de late pluk"),
        ],
        minus: [("gekneusde appels", "gave appels"), ("appels voor het personeel", "appels voor de verkoop")],
        times: [("kramen", "appels voor alle kramen"), ("marktdagen", "appels voor alle marktdagen")],
        modulo: [("appels per mand", "losse appels"), ("appels per schaal", "appels naast de schalen")],
        aside: ("peren in de kelder", "peren per zak", "losse peren"),
        again: { name, round in "\(name) in ronde \(round)" })

    static let printer = Theme(
        opening: "Een drukkerij telt haar boeken voor de verhuizing.",
        start: ("planken", "boeken per plank", "boeken op de planken"),
        plus: [("teruggebrachte boeken", "boeken in huis"), ("geschonken boeken", "boeken met de gift")],
        minus: [("beschadigde boeken", "hele boeken"), ("uitgeleende boeken", "boeken voor de verhuizing")],
        times: [("filialen", "boeken in alle filialen"), ("herdrukken", "boeken met de herdrukken")],
        modulo: [("boeken per doos", "boeken zonder doos"), ("boeken per kar", "boeken op de vloer")],
        aside: ("kaarten in het archief", "kaarten per lade", "kaarten zonder lade"),
        again: { name, round in "\(name) in ronde \(round)" })

    static let plums = Theme(
        opening: "ある果樹園が週末の市場のために梅を詰めます。",
        start: ("木箱の数", "一箱の梅の数", "最初の梅の数"),
        plus: [("隣家の梅の数", "合わせた梅の数"), ("遅れて届いた梅の数", "届いた後の梅の数")],
        minus: [("傷んだ梅の数", "良い梅の数"), ("試食用の梅の数", "売る梅の数")],
        times: [("屋台の数", "全屋台の梅の数"), ("市場の日数", "全日程の梅の数")],
        modulo: [("一籠の梅の数", "籠の外の梅の数"), ("一皿の梅の数", "皿の外の梅の数")],
        aside: ("蔵の林檎の数", "一袋の林檎の数", "袋の外の林檎の数"),
        again: { name, round in "第\(round)回の\(name)" })
}
