import CreditEngine

/// A call for a tool as far as it has come.
struct CallParts: Sendable, Equatable {
    /// Where the server says that the call stands, in whichever way it counts; `nil` where it does not say.
    var place: Int?
    /// The call's identifier; `nil` when the server gives it none.
    var id: String?
    var name = ServerText()
    var arguments = ServerText()
    /// Whether it is the one call that an answer could have before there were tools.
    var isFunction = false
    /// Arguments that came as a value instead of a text; what comes as a text takes their place.
    var input: ServerJSON?

    /// The arguments as JSON text, as a rule.
    var argumentText: String {
        if arguments.isEmpty, let input { return (try? input.canonical.text()) ?? "" }
        return arguments.string
    }

    /// Whether this is a piece of that call.
    ///
    /// Servers count calls, or send one after another. A name with another identifier begins a call wherever it stands.
    func goesOn(from call: CallParts) -> Bool {
        let isNamed = !name.isEmpty
        if isNamed, let id, call.id != nil, call.id != id { return false }
        guard let place else { return !isNamed }
        return call.place == place
    }

    /// Adds a piece.
    mutating func append(_ piece: CallParts) {
        id = id ?? piece.id
        name.append(piece.name)
        arguments.append(piece.arguments)
        input = piece.input ?? input
    }
}

extension CallParts {
    /// A call of a chat completion, or a piece of one.
    init(chat call: ServerJSON) {
        (place, id) = (call["index"]?.integer, call["id"]?.word)
        name = call["function"]?["name"]?.text ?? ServerText()
        take(call["function"]?["arguments"])
    }

    /// The call of a chat completion that has neither place nor identifier.
    init(function: ServerJSON) {
        (place, isFunction) = (0, true)
        name = function["name"]?.text ?? ServerText()
        take(function["arguments"])
    }

    /// A call among the content of one of Anthropic's messages.
    init(block: ServerJSON) {
        id = block["id"]?.word
        name = block["name"]?.text ?? ServerText()
        take(block["input"])
    }

    /// A call among the items of a response.
    init(item: ServerJSON) {
        id = item["call_id"]?.word
        name = item["name"]?.text ?? ServerText()
        take(item["arguments"])
    }

    private mutating func take(_ given: ServerJSON?) {
        if let text = given?.text { arguments = text } else { input = given }
    }
}
