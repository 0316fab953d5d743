internal import Documents

/// An object at the top level of a file of pages: a page, or else a record. Which of them is known
/// when a key `resources` or `pagination` is met; until then the object stays in memory.
struct TopLevelObject {
  let scanner: JSONScanner
  let handler: any RecordHandler
  let file: String

  private var page: Page?
  /// Values met before it was known that this is a page.
  private var unchecked: [Range<Int>] = []
  private var metaModelType: [UInt8] = []
  private var recordModelType: [UInt8] = []
  private var hasResources = false
  private var dataPosition: Int?
  /// Where the object begins.
  private let start: Int

  init(scanner: JSONScanner, handler: any RecordHandler, file: String) {
    self.scanner = scanner
    self.handler = handler
    self.file = file
    start = scanner.cursor
  }

  /// Reads the object and hands over what it is.
  mutating func read() throws(ReadFailure) {
    do throws(ReadFailure) {
      try members()
    } catch {
      if var broken = page {
        broken.isBroken = true
        finish(broken)
      }
      throw error
    }
    if let page { return finish(page) }
    let range = start..<scanner.cursor
    try unsafe handler.take(scanner.window.bytes(range), at: scanner.window.place(at: start))
  }

  private func finish(_ page: Page) {
    var page = page
    page.modelType = metaModelType.isEmpty ? recordModelType : metaModelType
    page.range = start..<max(start + 1, scanner.cursor)
    handler.finish(page)
  }

  private mutating func members() throws(ReadFailure) {
    try scanner.expect(UInt8(ascii: "{"), "expected '{'")
    try scanner.skipBlanks()
    if try scanner.peek() == UInt8(ascii: "}") {
      return try scanner.expect(UInt8(ascii: "}"), "")
    }
    repeat {
      if page != nil { scanner.keep = scanner.cursor }
      try member()
      try scanner.skipBlanks()
    } while try scanner.passComma(or: UInt8(ascii: "}"))
  }

  private mutating func member() throws(ReadFailure) {
    let key = try scanner.passKey()
    if scanner.keyIsAnyOf(key, "resources") {
      try becomePage(key)
      return try resources()
    }
    let isPagination = scanner.keyIsAnyOf(key, "pagination")
    if isPagination { try becomePage(key) }
    let isMeta = scanner.keyIsAnyOf(key, "meta")
    let isData = scanner.keyIsAnyOf(key, "data")
    let value = try scanner.passValue()
    if value.isTooLong {
      throw .malformed(byte: value.range.lowerBound, reason: handler.limits.tooLong)
    }
    unchecked += [key, value.range]
    if isMeta { metaModelType = modelType(of: value.range) }
    if isData { dataPosition = key.lowerBound }
    if page != nil { try check() }
    if isPagination { try pagination(value.range) }
  }

  private mutating func becomePage(_ key: Range<Int>) throws(ReadFailure) {
    if page == nil { page = Page() }
    unchecked.append(key)
    try check()
  }

  /// Checks the values that nothing else looks at.
  private mutating func check() throws(ReadFailure) {
    for range in unchecked { _ = try node(range) }
    unchecked = []
    if let dataPosition {
      throw .malformed(
        byte: dataPosition, reason: "an object with \"data\" is a record, and no page of records")
    }
  }

  private func node(_ range: Range<Int>) throws(ReadFailure) -> JSONNode {
    do throws(DocumentError) {
      return try JSONNode(
        parsing: scanner.window.copy(range), file: file, depthMax: handler.limits.depthMax)
    } catch {
      throw .malformed(byte: range.lowerBound + error.byte, reason: error.reason)
    }
  }

  /// The model type that a page names; a page need not name one.
  private func modelType(of range: Range<Int>) -> [UInt8] {
    guard let meta = try? node(range) else { return [] }
    return Array((meta["model_type"]?.string ?? "").utf8)
  }

  private mutating func resources() throws(ReadFailure) {
    let start = scanner.cursor
    if hasResources {
      throw .malformed(byte: start, reason: "a page with two lists of records")
    }
    hasResources = true
    guard try scanner.peek() == UInt8(ascii: "[") else {
      let value = try scanner.passValue()
      let isNull =
        unsafe !value.isTooLong && scanner.window.bytes(value.range).elementsEqual("null".utf8)
      if isNull { return }
      throw .malformed(byte: start, reason: "expected an array of records under \"resources\"")
    }
    var count = 0
    var modelType: [UInt8] = []
    handler.isInsidePage = true
    defer {
      handler.isInsidePage = false
      page?.readCount = count
      recordModelType = modelType
    }
    try ElementReader(scanner: scanner, handler: handler).read(isWaiting: { modelType.isEmpty }) {
      count += 1
      if modelType.isEmpty { modelType = unsafe [UInt8](handler.lastModelType) }
    }
  }

  /// A bad number does not break the structure: the page goes on, and counts as incomplete.
  private mutating func pagination(_ range: Range<Int>) throws(ReadFailure) {
    page?.pagination = nil
    do throws(ReadFailure) {
      let pagination = try Pagination(node(range), at: range.lowerBound)
      page?.pagination = pagination
    } catch .malformed(let byte, let reason) {
      try handler.refuse(range, fault: byte, reason: reason)
    }
  }
}
