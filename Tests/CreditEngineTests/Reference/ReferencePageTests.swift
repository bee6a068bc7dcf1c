import CreditEngine
import Testing

@Suite("Pages that the program carries")
struct ReferencePageTests {
    @Test("every page has its heading, and its links are commands", arguments: ReferencePage.allCases)
    func page(_ page: ReferencePage) {
        #expect(page.text.hasPrefix("# "))
        #expect(!page.text.contains("<doc:"))
    }

    @Test("the page of runners has their wire with examples, and names the page of programs")
    func runners() {
        let text = ReferencePage.runners.text
        #expect(text.contains("```python") && text.contains("```js"))
        #expect(text.contains("`ascribe page programs`"))
    }
}
