import CreditEngine
import Synchronization

/// Which parts of which files are to be read, given out one after the other.
final class IndexPlan: Sendable {
    /// A part of a file: a block of it, or the whole of a small one or of a document.
    struct Item: Sendable {
        var file: Int
        /// Where the part to read starts and ends in the file, and which block of that is meant.
        var base: Int, end: Int, block: Int
        var isLast: Bool
        /// Whether the file was read before, so that its form is known.
        var form: Form
        var identity: FileIdentity
    }

    /// Whether a file holds lines or one document.
    enum Form: Sendable { case lines, document, unknown }

    private struct Position {
        var work = 0
        var block = 0
        /// The form of the current file, once it is settled.
        var form: Form?
    }

    private struct Work { var file: Int, base: Int, end: Int, form: Form, identity: FileIdentity }

    private let files: [SourceFile]
    private let work: [Work]
    private let position = Mutex(Position())
    let totalBytes: Int
    let newBytes: Int

    /// Looks at the sizes of the files; those that cannot be opened are added to `failures`.
    init(files: [SourceFile], progress: [FileProgress], failures: inout [TraceFileError]) throws {
        var work: [Work] = []
        var (total, new) = (0, 0)
        for (index, file) in files.enumerated() {
            let known = progress[index]
            let identity: FileIdentity
            do {
                identity = try file.withDescriptor { _, identity in identity }
            } catch let error as TraceFileError {
                if known.identity != nil { throw TraceFileError.changed(path: file.path) }
                failures.append(error)
                continue
            }
            if let earlier = known.identity, !identity.continues(earlier, bytes: known.consumed) {
                throw TraceFileError.changed(path: file.path)
            }
            if known.isDocument, known.identity != identity { throw TraceFileError.changed(path: file.path) }
            total += identity.size
            guard identity.size > known.consumed else { continue }
            new += identity.size - known.consumed
            let form: Form = known.identity == nil ? .unknown : known.isDocument ? .document : .lines
            work.append(Work(file: index, base: known.consumed, end: identity.size, form: form, identity: identity))
        }
        (self.files, self.work) = (files, work)
        (totalBytes, newBytes) = (total, new)
    }

    /// The number of items, at most; fewer when files turn out to be documents.
    var itemCount: Int { work.reduce(0) { $0 + ($1.end - $1.base + LineBlock.size - 1) / LineBlock.size } }

    /// The next item, in file order; `nil` after the last.
    ///
    /// Whether a large new file is a document is settled here, before its blocks go to different threads.
    func next() -> Item? {
        position.withLock { position in
            guard position.work < work.count else { return nil }
            let current = work[position.work]
            let blocks = (current.end - current.base + LineBlock.size - 1) / LineBlock.size
            if position.form == nil {
                position.form = current.form == .unknown && blocks > 1 ? settle(current) : current.form
            }
            let form = position.form ?? current.form
            let isLast = form == .document || position.block == blocks - 1
            let item = Item(
                file: current.file, base: current.base, end: current.end, block: position.block, isLast: isLast,
                form: form, identity: current.identity)
            position =
                isLast
                ? Position(work: position.work + 1)
                : Position(
                    work: position.work, block: position.block + 1, form: form)
            return item
        }
    }

    private func settle(_ work: Work) -> Form {
        let isDocument = try? files[work.file].withDescriptor { descriptor, identity in
            Document.isDocument(descriptor, size: identity.size, buffer: PaddedBuffer())
        }
        return isDocument == true ? .document : .lines
    }
}

/// What reading one item gave.
struct ItemScan: Sendable {
    var item: IndexPlan.Item
    var isDocument = false
    var scan: BlockScan
}

extension IndexPlan.Item {
    /// Reads the item; a failure to do so is part of the result, so that one file never ends the work on others.
    func scan(_ source: SourceFile, _ scanner: BlockScanner) -> ItemScan {
        var result = ItemScan(item: self, scan: BlockScan())
        do {
            try source.withDescriptor { descriptor, identity in
                guard identity.size >= end else { throw TraceFileError.changed(path: source.path) }
                result.isDocument =
                    form == .document
                    || form == .unknown
                        && Document.isDocument(descriptor, size: identity.size, buffer: scanner.buffer)
                if result.isDocument {
                    result.scan = scanner.scanDocument(descriptor, file: file, size: end, path: source.path)
                } else if let scan = scanner.scan(descriptor, file: file, base: base, end: end, block: block) {
                    result.scan = scan
                } else {
                    throw TraceFileError.unreadable(path: source.path, reason: SystemError.text())
                }
            }
        } catch let error as TraceFileError {
            result.scan.failure = error
        } catch {
            result.scan.failure = .unreadable(path: source.path, reason: "\(error)")
        }
        return result
    }
}
