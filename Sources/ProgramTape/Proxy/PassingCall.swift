import CreditEngine
import FlyingFox
import Foundation
import LanguageModels

/// A call of a model on its way through the proxy: placed in its run, answered from the record or by the model, and heard.
struct PassingCall: Sendable {
    /// How often, and after which pause, a call is looked at again that may follow others of its agent.
    private static let (looks, pause) = (40, Duration.milliseconds(25))

    let proxy: TapeProxy
    let run: TapedRun
    let wire: any Wire.Type
    let request: FlyingFox.HTTPRequest
    let body: PassingRequest
    /// Its method and path.
    let name: String
    let target: String

    /// Answers the call; throws what the models' server, or the way to it, throws.
    ///
    /// - Parameter hint: the agent's name where the request gives it.
    func answer(hint: String?) async throws -> FlyingFox.HTTPResponse {
        // What is compared with the record and what the model is asked have the same results.
        let results = run.recordedResults
        let known = results.isEmpty ? body.asked : wire.body(body.asked, withResults: { results[$0] })
        let (whole, hasRecorded) = run.conversations.whole(known, wire)
        let asked = wire.asked(whole)
        var placed = run.reply(to: asked, hint: hint, isLast: false)
        // Calls that an agent makes at once arrive in any order.
        for look in 1...Self.looks where placed == nil {
            try await Task.sleep(for: Self.pause)
            placed = run.reply(to: asked, hint: hint, isLast: look == Self.looks)
        }
        guard let (visit, _, reply) = placed else {
            return ProxyResponse.problem(409, "the call has no place in the run")
        }
        switch reply {
        case .refused(let reason): return ProxyResponse.problem(409, reason)
        case .scripted(let answer):
            let response = wire.response(answer, model: asked.model, id: "recorded_\(run.newName())")
            run.conversations.keep(response, to: whole, wire)
            return try ProxyResponse.scripted(response, wire, to: asked)
        case .ask(let prompt, let seed):
            var changed = hasRecorded ? whole : known
            if let prompt {
                changed =
                    asked.lead == nil ? wire.body(changed, withSystem: prompt) : wire.body(changed, withLead: prompt)
            }
            if let seed { changed = wire.body(changed, withSeed: seed) }
            let sent = changed == body.asked ? nil : Array(try changed.text().utf8)
            return try await ask(asked, sent, visit) { answer in
                run.conversations.keep(answer, to: whole, wire, hasRecorded: hasRecorded)
            }
        }
    }

    /// Asks the model.
    ///
    /// - Parameter changed: the body where it is another one than the program's.
    private func ask(
        _ asked: AskedCall, _ changed: [UInt8]?, _ visit: TapedRun.Visit,
        keep: @escaping @Sendable (ModelAnswer) -> Void
    ) async throws -> FlyingFox.HTTPResponse {
        let place: CallBudget.PassedCall?
        do {
            place = try await proxy.meter.begin(asked, bytes: changed?.count ?? body.size)
        } catch {
            run.refuse(error)
            return ProxyResponse.problem(402, "\(error)")
        }
        let started = ContinuousClock.now
        let response: LanguageModels.HTTPResponse
        do {
            response = try await proxy.send(request, changed ?? body.bytes, isChanged: changed != nil, to: target)
        } catch {
            run.undo(visit, because: TapeProxy.failure(error, at: target))
            await proxy.meter.end(place, nil)
            throw error
        }
        guard (200..<300).contains(response.status) else {
            run.undo(visit, because: "status \(response.status)")
            await proxy.meter.release(place)
            return try await ProxyResponse.whole(response)
        }
        let isEvents = response.headers["content-type"]?.contains("text/event-stream") ?? asked.isStreamed
        let recording = AnswerRecording(wire: wire, isEvents: isEvents, key: key) { [run, name, meter = proxy.meter] in
            do throws(UnreadAnswer) {
                let answer = try $0.get()
                await meter.end(place, answer.usage)
                keep(answer)
                run.hear(
                    answer, in: visit, milliseconds: (ContinuousClock.now - started) / .milliseconds(1),
                    cost: meter.cost(of: answer, asked: asked.model))
            } catch {
                await meter.end(place, nil)
                run.passOn(name, because: error.description)
                run.undo(visit, because: error.description)
            }
        }
        guard isEvents else {
            let bytes = try await ProxyResponse.bytes(of: response)
            recording.take(bytes)
            await recording.end()
            return ProxyResponse.response(response, HTTPBodySequence(data: Data(bytes)))
        }
        return ProxyResponse.response(response, HTTPBodySequence(from: PassingBody(response.body, recording)))
    }

    /// The program's key.
    private var key: String? {
        ["Authorization", "x-api-key", "api-key"].lazy.compactMap { request.headers[HTTPHeader($0)] }.first
            .flatMap { $0.split(separator: " ").last }.map(String.init)
    }
}
