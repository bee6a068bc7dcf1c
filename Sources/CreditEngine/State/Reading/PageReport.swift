/// Messages that report what a page shows: the words of an agent that looks at pages for the others.
///
/// Their figures are the page's, as those of a tool's answer are the tool's; the agent did not make them up. It may still
/// have looked at the wrong page, or have read it wrongly.
enum PageReport {
    /// The bytes of a message that are looked at; a report begins with what it reports of.
    private static let beginning = 2_048
    /// Words for the looking at a page, as nobody uses them who only speaks of its contents.
    private static let views = WordSet(["viewport", "screenshot", "ocr"])

    /// Whether a text names an address and says how the page there was looked at.
    static func isOne(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = UnsafeBufferPointer(rebasing: bytes[..<min(beginning, bytes.count)])
        return ByteSearch.holds(start, "://") && speaksOfView(start)
    }

    /// Whether the sentence around a figure is about the looking itself (`the viewport shows 30 % of the page`).
    static func isView(_ figure: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let sentence = Quote.sentence(bytes, around: figure, limit: 160)
        return speaksOfView(UnsafeBufferPointer(rebasing: bytes[sentence]))
    }

    private static func speaksOfView(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var isView = false
        WordScan.words(bytes) { if views.contains($0.hash) { isView = true } }
        return isView
    }
}
