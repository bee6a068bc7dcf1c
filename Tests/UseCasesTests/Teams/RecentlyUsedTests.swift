import Testing

@testable import UseCases

struct RecentlyUsedTests {
    @Test func theOneUsedLongestAgoIsLetGo() {
        var recent = RecentlyUsed<Int>(limit: 2)
        recent.use(1, as: "a")
        recent.use(2, as: "b")
        recent.use(3, as: "a")
        recent.use(4, as: "c")
        #expect(recent["a"] == 3 && recent["b"] == nil && recent["c"] == 4)
    }
}
