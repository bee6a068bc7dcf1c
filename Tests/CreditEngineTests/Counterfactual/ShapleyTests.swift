import Testing

@testable import CreditEngine

@Suite("Shapley values")
struct ShapleyTests {
    /// A left glove (player 0) and two right ones: ⅔, ⅙, ⅙.
    @Test("of the glove game are two thirds and one sixth twice")
    func gloves() throws {
        let values = try #require(ShapleyValues(exact: [0, 0, 0, 1, 0, 1, 0, 1]))
        for (value, expected) in zip(values.values, [2.0 / 3, 1.0 / 6, 1.0 / 6]) {
            #expect(abs(value - expected) < 1e-12)
        }
        #expect(values.inefficiency < 1e-12)
        #expect(ShapleyValues(exact: [0, 1, 2]) == nil && ShapleyValues(exact: [1]) == nil)
        #expect(ShapleyValues(exact: [0.25, 1])?.values == [0.75])
    }

    @Test("add up, and follow the players when they are renamed", arguments: 0..<10 as Range<UInt64>, [2, 4, 6])
    func properties(seed: UInt64, players: Int) throws {
        let random = KeyedRandom(seed: seed)
        let worth = (0..<(1 << players)).map { random.unit("v", $0) }
        let values = try #require(ShapleyValues(exact: worth))
        #expect(values.inefficiency < 1e-12)
        var stream = random.stream("names")
        let names = Array(0..<players).shuffled(using: &stream)
        var renamed = worth
        for coalition in worth.indices {
            let other = (0..<players).reduce(0) { $0 | (coalition >> $1 & 1) << names[$1] }
            renamed[other] = worth[coalition]
        }
        let others = try #require(ShapleyValues(exact: renamed))
        for player in 0..<players { #expect(abs(others.values[names[player]] - values.values[player]) < 1e-12) }
    }

    @Test("from all orders equal the exact ones")
    func orders() throws {
        let worth = (0..<8).map { KeyedRandom(seed: 3).unit("v", $0) }
        let all = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        let walks = all.map { order in
            (order: order, worth: (0...3).map { size in worth[order.prefix(size).reduce(0) { $0 | 1 << $1 }] })
        }
        let walked = try #require(ShapleyValues(walks: walks, total: worth[7] - worth[0]))
        let exact = try #require(ShapleyValues(exact: worth))
        for (a, b) in zip(walked.values, exact.values) { #expect(abs(a - b) < 1e-12) }
        #expect(ShapleyValues(walks: [(order: [0, 0], worth: [0, 1, 1])], total: 1) == nil)
        #expect(ShapleyValues(walks: [], total: 1) == nil)
    }

    @Test("orders come in pairs with their reverse")
    func antithetic() {
        let orders = ShapleyValues.orders(players: 7, pairs: 4, random: KeyedRandom(seed: 1))
        #expect(orders.count == 8 && Set(orders).count == 8)
        for pair in 0..<4 { #expect(orders[2 * pair + 1] == orders[2 * pair].reversed()) }
    }

    /// Agents a and b erred in cells 3 and 7; either is enough.
    ///
    /// Erring again has chance 0, so the numbers are exact.
    @Test("leave-one-out shows 0 for both culprits of an OR fault, Shapley splits it")
    func either() async throws {
        let world = FaultyWorld(fault: .any([3, 7]), rate: 0)
        var ledger = ReplayLedger(world, cells: 12)
        let credit = AgentCredit(CellOrder(world.trace()), seeds: [1, 2])
        let left = try await credit.leaveOneOut(&ledger)
        #expect(left.values == [0, 0, 0] && left.total == -1 && left.sum == 0)
        let shapley = try #require(try await credit.shapley(&ledger))
        for (value, expected) in zip(shapley.values, [-0.5, -0.5, 0]) { #expect(abs(value - expected) < 1e-12) }
        #expect(try await credit.interaction(0, 1, &ledger) == 1)
        #expect(try await credit.interaction(0, 2, &ledger) == 0)
        // Three agents, two seeds; with everything kept nobody speaks, so one replay says it all.
        #expect(ledger.counts.made == 15)
    }

    @Test("more than six agents are walked in antithetic orders, and the sum is exact")
    func many() async throws {
        let world = FaultyWorld(fault: .any([1, 6]), rate: 0, cells: 8)
        var trace = world.trace()
        trace.agents = (0..<8).map { Agent(name: "\($0)") }
        for index in trace.messages.indices { trace.messages[index].agent = index }
        var ledger = ReplayLedger(world, cells: 8)
        let shapley = try #require(try await AgentCredit(CellOrder(trace), seeds: [1]).shapley(&ledger))
        #expect(shapley.inefficiency < 1e-12)
        #expect(shapley.values.indices.filter { abs(shapley.values[$0]) > 1e-12 } == [1, 6])
        #expect(shapley.values[1] == -0.5 && shapley.values[6] == -0.5)
        // Each order and its reverse split the fault evenly, so nothing is left to chance.
        #expect(shapley.errors == Array(repeating: 0, count: 8))
        let report = try await AgentCredit(CellOrder(trace), seeds: [1]).report(&ledger)
        #expect(report.interactions.map(\.pair) == [[1, 6]] && report.interactions.first?.value == 1)
        #expect(ledger.counts.made <= AgentCredit.cost(agents: 8, seeds: 1))
    }

    @Test("drawn orders have a standard error, worked by hand")
    func errors() throws {
        let walks = [
            ([0, 1], [0.0, 0.2, 1]), ([1, 0], [0, 0.4, 1]), ([0, 1], [0, 0.6, 1]), ([1, 0], [0, 0.2, 1]),
        ]
        let values = try #require(ShapleyValues(walks: walks.map { (order: $0.0, worth: $0.1) }, total: 1))
        // Player 0 gains .2 and .6, then .6 and .8: pairs of mean .4 and .7, so .55 ± .15.
        #expect(abs(values.values[0] - 0.55) < 1e-12 && abs((values.errors?[0] ?? 0) - 0.15) < 1e-12)
    }

    /// 2⁶³ coalitions have no number.
    @Test("as many agents as there are can be left out one by one")
    func crowd() async throws {
        let world = FaultyWorld(fault: .any([64]), rate: 0, cells: 70)
        var trace = world.trace()
        trace.agents = (0..<70).map { Agent(name: "\($0)") }
        for index in trace.messages.indices { trace.messages[index].agent = index }
        var ledger = ReplayLedger(world, cells: 70)
        let left = try await AgentCredit(CellOrder(trace), seeds: [1]).leaveOneOut(&ledger)
        #expect(left.values.indices.filter { left.values[$0] != 0 } == [64] && left.values[64] == -1)
    }

    @Test("the report goes on to Shapley values only when leave-one-out does not add up")
    func report() async throws {
        for (fault, escalates) in [(FaultyWorld.Fault.any([3, 7]), true), (.every([4]), false)] {
            let world = FaultyWorld(fault: fault, rate: 0)
            var ledger = ReplayLedger(world, cells: 12)
            let report = try await AgentCredit(CellOrder(world.trace()), seeds: [1, 2]).report(&ledger)
            #expect(report.escalates == escalates && report.isExact && report.seeds == 2)
            #expect((report.shapley != nil) == escalates)
            #expect(report.interactions.count == (escalates ? 3 : 0))
            if escalates { #expect(report.interactions.map(\.value) == [1, 0, 0]) }
            #expect(ledger.counts.made <= AgentCredit.cost(agents: 3, seeds: 2))
        }
    }

    @Test("no coalition with a defined sample is no credit")
    func undefined() async throws {
        let world = FaultyWorld(fault: .any([3, 7]), undefined: 1)
        var ledger = ReplayLedger(world, cells: 12)
        let report = try await AgentCredit(CellOrder(world.trace()), seeds: [1]).report(&ledger)
        #expect(report.escalates && report.shapley == nil && report.interactions.isEmpty)
        #expect(report.leaveOneOut.values == [nil, nil, nil] && report.leaveOneOut.total == nil)
    }

    @Test("a budget gives as many seeds as it pays for", arguments: 2..<9 as Range<Int>)
    func budget(agents: Int) {
        for budget in [1, 7, 60, 500] {
            let seeds = AgentCredit.seeds(agents: agents, budget: budget)
            if seeds > 0 { #expect(AgentCredit.cost(agents: agents, seeds: seeds) <= budget) }
            #expect(AgentCredit.cost(agents: agents, seeds: seeds + 1) > budget)
        }
    }
}
