internal import Documents

/// An answer of a server that reports an error, where data should be.
public struct ErrorAnswer: Equatable, Sendable {
  /// The kinds of answers.
  public enum Format: String, Sendable {
    /// A page for a browser.
    case html = "HTML page"
    /// A fault of SOAP 1.1 or 1.2.
    case soap = "SOAP fault"
    /// An XML document that names an error.
    case xml = "XML error answer"
    /// A JSON object with `error`, `errors`, `http_code` or `apiError`, or a whole one with
    /// `detail`, `message` or the like.
    case json = "JSON error answer"
  }

  /// The kind.
  public var format: Format
  /// The error's code or number, or the title of a page; empty where there is none.
  public var code: String
  /// Its first 80 characters, on one line.
  public var beginning: String

  private static let keys: [StaticString] = [
    "error", "errors", "http_code", "apiError", "apiErrors",
  ]
  /// Keys that a record may have, too: only a whole object shows that it is not one.
  private static let keysOfWholeObjects: [StaticString] = [
    "detail", "message", "Message", "fault", "exception", "errorMessage", "errorCode",
  ]
  private static let quotedCount = 80
}

extension ErrorAnswer: CustomStringConvertible {
  /// `this is an error answer: SOAP fault, code soapenv:Server: "<soapenv:Envelope…"`.
  public var description: String {
    let code = code.isEmpty ? "" : ", \(format == .html ? "titled" : "code") \(code)"
    return "error answer: \(format.rawValue)\(code): \"\(beginning)\""
  }
}

extension ErrorAnswer {
  /// The answer that a text begins with; nil for any other text. UTF-8 without a byte order mark.
  init?(_ text: some Collection<UInt8>) {
    let text = Array(text)
    switch text.first(where: { !JSONScanner.isBlank($0) }) {
    case UInt8(ascii: "<"): self.init(markup: text)
    case UInt8(ascii: "{"): self.init(object: text)
    default: return nil
    }
  }

  private init(_ format: Format, code: String, of text: [UInt8]) {
    self.format = format
    self.code = Self.oneLine(code)
    beginning = Self.oneLine(String(decoding: text.prefix(1 << 12), as: UTF8.self))
  }

  /// The first 80 characters, without line ends and other control characters.
  private static func oneLine(_ text: String) -> String {
    let words = text.split { character in
      character.isWhitespace || character.unicodeScalars.allSatisfy { $0.value < 0x20 }
    }
    return String(words.joined(separator: " ").prefix(quotedCount))
  }

  // MARK: Markup

  private init?(markup text: [UInt8]) {
    let markup = Markup(text)
    if markup.has(anyOf: ["html"]) || markup.begins(with: "<!doctype html") {
      self.init(.html, code: markup.content(ofAnyOf: ["title"]) ?? "", of: text)
    } else if markup.has(anyOf: ["fault"]) {
      let code = markup.content(ofAnyOf: ["faultcode", "value"]) ?? ""
      self.init(.soap, code: code, of: text)
    } else if markup.has(anyOf: ["apierror", "apierrors", "error", "errors"]) {
      let codes = ["errortype", "errorcode", "code", "errordata"]
      self.init(.xml, code: markup.content(ofAnyOf: codes) ?? "", of: text)
    } else {
      return nil
    }
  }

  // MARK: JSON

  /// An object that has one of the keys of an error at its top, and none of a record or a page. The
  /// text may be cut off.
  private init?(object text: [UInt8]) {
    guard Self.hasKeysOfAnError(text) else { return nil }
    let root = (try? JSONNode(parsing: text, file: "")).flatMap { $0 }
    self.init(.json, code: root.map(Self.code) ?? "", of: text)
  }

  private static func hasKeysOfAnError(_ text: [UInt8]) -> Bool {
    let scanner = JSONScanner(
      window: ByteWindow(over: text), at: 0, valueByteCountMax: text.count)
    var (isError, mayBeError) = (false, false)
    do throws(ReadFailure) {
      try scanner.skipBlanks()
      try scanner.expect(UInt8(ascii: "{"), "")
      repeat {
        let key = try scanner.passKey()
        if scanner.keyIsAnyOf(key, "meta", "data", "resources", "pagination") { return false }
        if keys.contains(where: { scanner.keyIsAnyOf(key, $0) }) { isError = true }
        if keysOfWholeObjects.contains(where: { scanner.keyIsAnyOf(key, $0) }) { mayBeError = true }
        _ = try scanner.passValue()
        try scanner.skipBlanks()
      } while try scanner.passComma(or: UInt8(ascii: "}"))
    } catch {
      return isError
    }
    return isError || mayBeError
  }

  /// The code, wherever these servers have it: `http_code`, `error.code`, `errors[0].code`, …
  private static func code(of root: JSONNode) -> String {
    var nodes = [root]
    for key in ["error", "errors", "apiErrors", "apiError"] {
      for node in nodes {
        guard let inner = node[key] else { continue }
        if case .array(let elements) = inner.value { nodes += elements.prefix(1) }
        nodes.append(inner)
      }
    }
    for key in ["http_code", "code", "errorCode", "error_code", "errorType", "status", "error"] {
      for node in nodes {
        switch node[key]?.value {
        case .string(let text), .number(let text): return text
        default: continue
        }
      }
    }
    if case .string(let trackingID) = root["trackingId"]?.value { return trackingID }
    return ""
  }
}
