import Inspector
import Testing

@testable import ascribe

@Suite("Palette: roles become colours")
struct TerminalPaletteTests {
    static let roles: [Style.Role] =
        [.plain, .quiet, .title, .hurts, .helps, .problem, .hit, .success, .failure] + (0..<5).map { .heat($0) }

    @Test(
        "Heat has the measured five steps at 256 colours",
        arguments: [
            (.viridis, [53, 61, 30, 77, 220], [231, 231, 16, 16, 16]),
            (.cividis, [235, 24, 242, 143, 227], [231, 231, 231, 16, 16]),
        ] as [(TerminalPalette.Heat, [Int32], [Int32])])
    func heat(heat: TerminalPalette.Heat, backgrounds: [Int32], texts: [Int32]) {
        let looks = (0..<5).map { TerminalPalette(depth: .indexed, heat: heat).look(of: Style(.heat($0))) }
        #expect(looks.map(\.background) == backgrounds)
        #expect(looks.map(\.foreground) == texts)
    }

    @Test("Heat outside of its steps takes the nearest", arguments: TerminalPalette.Depth.allCases)
    func clamped(depth: TerminalPalette.Depth) {
        let palette = TerminalPalette(depth: depth)
        #expect(palette.look(of: Style(.heat(-1))) == palette.look(of: Style(.heat(0))))
        #expect(palette.look(of: Style(.heat(9))) == palette.look(of: Style(.heat(4))))
    }

    @Test(
        "Steps of heat, and harm and help, are told apart at every depth", arguments: TerminalPalette.Depth.allCases)
    func distinct(depth: TerminalPalette.Depth) {
        for heat in TerminalPalette.Heat.allCases {
            let palette = TerminalPalette(depth: depth, heat: heat)
            #expect(Set((0..<5).map { palette.look(of: Style(.heat($0))) }).count == 5)
            #expect(palette.look(of: Style(.hurts)) != palette.look(of: Style(.helps)))
            #expect(palette.look(of: Style(.failure)) != palette.look(of: Style(.success)))
            #expect(palette.look(of: Style(.hit)) != palette.look(of: .plain))
        }
    }

    @Test("Plain text keeps the terminal's own colours", arguments: TerminalPalette.Depth.allCases)
    func own(depth: TerminalPalette.Depth) {
        #expect(TerminalPalette(depth: depth).look(of: .plain) == TerminalPalette.Look())
    }

    @Test("No role is red or green on 8 and 16 colours", arguments: [.ansi8, .ansi16] as [TerminalPalette.Depth])
    func neverRedOrGreen(depth: TerminalPalette.Depth) {
        for role in Self.roles {
            let look = TerminalPalette(depth: depth).look(of: Style(role))
            #expect(![1, 2, 9, 10].contains(look.foreground) && ![1, 2, 9, 10].contains(look.background))
        }
    }

    @Test("Without colours, and in mono, nothing is coloured")
    func none() {
        for role in Self.roles {
            for palette in [
                TerminalPalette(depth: .none), TerminalPalette(depth: .indexed, heat: .mono),
            ] {
                let look = palette.look(of: Style(role))
                #expect(look.foreground == -1 && look.background == -1)
            }
        }
    }

    @Test("The selection shows on every role", arguments: TerminalPalette.Depth.allCases)
    func selected(depth: TerminalPalette.Depth) {
        let palette = TerminalPalette(depth: depth)
        for role in Self.roles {
            #expect(palette.look(of: Style(role, selected: true)) != palette.look(of: Style(role)))
            #expect(palette.look(of: Style(role, bold: true)).attributes.contains(.bold))
        }
    }

    @Test(
        "Indices of the 256 colours as RGB",
        arguments: [
            (16, 0x000000), (231, 0xFFFFFF), (53, 0x5F005F), (220, 0xFFD700), (77, 0x5FD75F), (235, 0x262626),
            (244, 0x808080), (-1, -1), (3, 3),
        ] as [(Int32, Int32)])
    func rgb(index: Int32, color: Int32) {
        #expect(TerminalPalette.rgb(index) == color)
    }

    @Test(
        "--color, NO_COLOR and what the terminal has decide the depth",
        arguments: [
            (.auto, 256, nil, .indexed), (.auto, 16, nil, .ansi16), (.auto, 88, nil, .ansi16), (.auto, 8, nil, .ansi8),
            (.auto, 0, nil, .none), (.auto, 1 << 24, nil, .direct), (.auto, 256, "1", .none),
            (.auto, 256, "", .indexed), (.never, 256, nil, .none), (.ansi16, 256, "1", .ansi16),
            (.ansi16, 8, nil, .ansi8), (.indexed, 256, "1", .indexed), (.indexed, 8, nil, .ansi8),
        ] as [(ColorChoice, Int, String?, TerminalPalette.Depth)])
    func depth(choice: ColorChoice, colors: Int, noColor: String?, depth: TerminalPalette.Depth) {
        let environment = noColor.map { ["NO_COLOR": $0] } ?? [:]
        #expect(choice.depth(terminalColors: colors, environment: environment) == depth)
    }
}
