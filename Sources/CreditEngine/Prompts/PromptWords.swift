/// Cuts a prompt into the pieces that a comparison keeps whole.
enum PromptWords {
    /// The lines without their line feeds, at least one; a carriage return stays with its line.
    static func lines(of text: String) -> [String] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    /// Words, blanks and single other characters, which together are the text.
    ///
    /// Scripts that are written without blanks between words are cut character by character.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var kind = Kind.single
        for character in text {
            let next = Kind(character)
            if next == kind, next != .single, !words.isEmpty {
                words[words.count - 1].append(character)
            } else {
                words.append(String(character))
            }
            kind = next
        }
        return words
    }

    private enum Kind {
        case word, blank, single

        init(_ character: Character) {
            if character == " " || character == "\t" {
                self = .blank
            } else if character == "_" || character == "'" || character == "’" {
                self = .word
            } else if character.isLetter || character.isNumber {
                self = Self.standsAlone(character) ? .single : .word
            } else {
                self = .single
            }
        }

        /// Kana, Han, Thai, Lao, Khmer, Myanmar: letters without blanks between words.
        private static func standsAlone(_ character: Character) -> Bool {
            guard let scalar = character.unicodeScalars.first else { return false }
            return switch scalar.value {
            case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
                0xF900...0xFAFF, 0x20000...0x3FFFF:
                true
            default: false
            }
        }
    }
}
