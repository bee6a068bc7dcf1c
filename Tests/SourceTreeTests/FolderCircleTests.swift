import Testing

@Suite("Folders of one target do not need each other in circles")
struct FolderCircleTests {
    @Test("no target has a circle", arguments: try Project.targets())
    func noCircles(target: String) throws {
        let graph = FolderGraph(try Project.texts(in: "Sources/" + target, ["swift"]))
        let circles = graph.circles
        let why = circles.map(graph.explain).joined(separator: "\n")
        #expect(circles.isEmpty, "\(target) has circles between its folders:\n\(why)")
    }

    @Test("a circle is found, with the types that cause it")
    func finds() {
        let graph = FolderGraph([
            "Fruit/Plum.swift": "struct Plum { var tree: Tree }",
            "Garden/Tree.swift": "/* Basket */ struct Tree { let words = \"Basket \\(Fence.height)\" } // Basket",
            "Yard/Fence.swift": "enum Fence { static let height = Plum.self }",
            "Yard/Basket.swift": "struct Basket {}",
        ])
        #expect(graph.circles == [["Fruit", "Garden", "Yard"]])
        #expect(
            graph.circles.map(graph.explain) == [
                "Fruit needs Garden: Tree in Plum.swift; Garden needs Yard: Fence in Tree.swift; "
                    + "Yard needs Fruit: Plum in Fence.swift"
            ])
    }

    @Test("arrows in one direction are no circle")
    func oneWay() {
        let graph = FolderGraph([
            "A/One.swift": "struct One { let two: Two; let text = #\"\\(Four)\"# }",
            "B/Two.swift": "struct Two {}",
            "C/Four.swift": "typealias Four = [One]",
        ])
        #expect(graph.circles.isEmpty && graph.arrows["A"]?.keys.sorted() == ["B"])
    }
}
