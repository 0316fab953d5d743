internal import CSimdjson

/// One value of a small JSON document, with its offset in bytes, so that an error can say where it
/// is.
public struct JSONNode: Sendable {
  /// The kind of the value.
  public enum Value: Sendable {
    case null
    case bool(Bool)
    /// The number as it is in the text.
    case number(String)
    case string(String)
    case array([JSONNode])
    /// Members in the order of the text, duplicates included.
    case object([Member])
  }

  /// A key and its value.
  public struct Member: Sendable {
    /// The key, unescaped.
    public var key: String
    /// The byte at which the key begins.
    public var keyOffset: Int
    /// The value.
    public var node: JSONNode
  }

  /// The kind of the value.
  public var value: Value
  /// The byte, from 0, at which the value is in its document.
  public var offset: Int

  /// The last member with this key, or nil where there is none or this is not an object.
  public subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.last { $0.key == key }?.node
  }

  /// The text of a string; nil for any other value.
  public var string: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }
}

extension JSONNode {
  /// Reads a whole document. Every value is checked; lone surrogates are refused; a UTF-8 BOM is
  /// passed over.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - file: its name, for errors.
  ///   - depthMax: how deep containers may be nested.
  public init(parsing bytes: [UInt8], file: String, depthMax: Int = 64) throws(DocumentError) {
    let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: bom) ? bom.count : 0
    let padded = bytes + [UInt8](repeating: 0x20, count: uc_padding())
    let builder = Builder(base: start)
    let outcome = unsafe padded.withUnsafeBytes { raw in
      unsafe uc_document_walk(
        raw.baseAddress! + start, bytes.count - start, depthMax,
        Unmanaged.passUnretained(builder).toOpaque()
      ) { context, kind, text, length, offset in
        let builder = unsafe Unmanaged<Builder>.fromOpaque(context!).takeUnretainedValue()
        unsafe builder.take(kind, UnsafeRawBufferPointer(start: text, count: length), at: offset)
      }
    }
    if let message = unsafe outcome.message {
      throw unsafe DocumentError(
        file: file, bytes: bytes, byte: start + outcome.offset, reason: String(cString: message))
    }
    self = builder.root
  }
}

/// Puts the events of a walk together to a tree.
private final class Builder {
  private struct Open {
    var offset: Int
    var isObject: Bool
    var elements: [JSONNode] = []
    var members: [JSONNode.Member] = []
    var key = ""
    var keyOffset = 0
  }

  private(set) var root = JSONNode(value: .null, offset: 0)
  private let base: Int
  private var open: [Open] = []

  init(base: Int) { self.base = base }

  func take(_ kind: uc_event_kind, _ text: UnsafeRawBufferPointer, at relative: Int) {
    let offset = base + relative
    switch kind {
    case UC_EVENT_NULL: add(.null, offset)
    case UC_EVENT_FALSE: add(.bool(false), offset)
    case UC_EVENT_TRUE: add(.bool(true), offset)
    case UC_EVENT_NUMBER: unsafe add(.number(String(decoding: text, as: UTF8.self)), offset)
    case UC_EVENT_STRING: unsafe add(.string(String(decoding: text, as: UTF8.self)), offset)
    case UC_EVENT_KEY:
      open[open.count - 1].key = unsafe String(decoding: text, as: UTF8.self)
      open[open.count - 1].keyOffset = offset
    case UC_EVENT_ARRAY_BEGIN: open.append(Open(offset: offset, isObject: false))
    case UC_EVENT_OBJECT_BEGIN: open.append(Open(offset: offset, isObject: true))
    default: close()
    }
  }

  private func close() {
    let done = open.removeLast()
    add(done.isObject ? .object(done.members) : .array(done.elements), done.offset)
  }

  private func add(_ value: JSONNode.Value, _ offset: Int) {
    let node = JSONNode(value: value, offset: offset)
    guard let top = open.last else {
      root = node
      return
    }
    if top.isObject {
      open[open.count - 1].members.append(
        JSONNode.Member(key: top.key, keyOffset: top.keyOffset, node: node))
    } else {
      open[open.count - 1].elements.append(node)
    }
  }
}
