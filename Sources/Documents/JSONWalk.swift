internal import CSimdjson

/// A JSON document as a sequence of events, so that a large one needs no tree.
package enum JSONWalk {
  /// The next thing in the document. Texts live until the call returns.
  @safe package enum Event {
    case null
    case bool(Bool)
    /// The number as it is written.
    case number(UnsafeRawBufferPointer)
    /// The text, unescaped.
    case string(UnsafeRawBufferPointer)
    case key(UnsafeRawBufferPointer)
    case beginArray, endArray
    case beginObject, endObject
  }

  /// Receives the events; `offset` is the byte of the value in the document.
  package protocol Receiver: AnyObject {
    func receive(_ event: Event, at offset: Int)
  }

  /// Walks through a document and checks every value. A UTF-8 BOM is passed over.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - file: its name, for errors.
  ///   - depthMax: how deep containers may be nested.
  ///   - receiver: gets the events; those before an error were sent.
  package static func walk<Target: Receiver>(
    _ bytes: [UInt8], file: String, depthMax: Int = 64, _ receiver: Target
  ) throws(DocumentError) {
    let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: bom) ? bom.count : 0
    let padded = bytes + [UInt8](repeating: 0x20, count: uc_padding())
    let relay = Relay(receiver, base: start)
    let outcome = unsafe withExtendedLifetime(relay) {
      unsafe padded.withUnsafeBytes { raw in
        unsafe uc_document_walk(
          raw.baseAddress! + start, bytes.count - start, depthMax,
          Unmanaged.passUnretained(relay).toOpaque()
        ) { context, kind, text, length, offset in
          let relay = unsafe Unmanaged<Relay>.fromOpaque(context!).takeUnretainedValue()
          let text = unsafe UnsafeRawBufferPointer(start: text, count: length)
          unsafe relay.target.receive(Event(kind, text), at: relay.base + offset)
        }
      }
    }
    if let message = unsafe outcome.message {
      throw unsafe DocumentError(
        file: file, bytes: bytes, byte: start + outcome.offset, reason: String(cString: message))
    }
  }

  /// A receiver as one object, for the callback.
  private final class Relay {
    let target: any Receiver
    let base: Int

    init(_ target: any Receiver, base: Int) {
      self.target = target
      self.base = base
    }
  }
}

extension JSONWalk.Event {
  fileprivate init(_ kind: uc_event_kind, _ text: UnsafeRawBufferPointer) {
    self =
      switch kind {
      case UC_EVENT_NULL: .null
      case UC_EVENT_FALSE: .bool(false)
      case UC_EVENT_TRUE: .bool(true)
      case UC_EVENT_NUMBER: unsafe .number(text)
      case UC_EVENT_STRING: unsafe .string(text)
      case UC_EVENT_KEY: unsafe .key(text)
      case UC_EVENT_ARRAY_BEGIN: .beginArray
      case UC_EVENT_ARRAY_END: .endArray
      case UC_EVENT_OBJECT_BEGIN: .beginObject
      default: .endObject
      }
  }
}
