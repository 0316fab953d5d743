/// The first 16 bytes of a file: `magic 8 | version u16 | 0 u16 | feature flags u32`.
package enum Header {
  package static func serialized(_ kind: FileKind) -> [UInt8] {
    var sink = ByteSink()
    sink.bytes = kind.magic
    sink.u16(kind.version)
    sink.u16(0)
    sink.u32(0)
    return sink.bytes
  }
}
