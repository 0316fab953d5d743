import Glibc
import Testing

@testable import DumpReading

@Suite struct PageMemoryTests {
  @Test(arguments: [1, 16, 4096, 65_535, 65_536, 65_537, 1 << 20, 1 << 20 + 1])
  func canBeUsedToItsEnds(_ byteCount: Int) {
    let memory = PageMemory.allocate(byteCount: byteCount)
    #expect(memory.count == byteCount)
    #expect(Int(bitPattern: memory.baseAddress) % 16 == 0)
    memory.initializeMemory(as: UInt8.self, repeating: 0xA5)
    #expect(memory.first == 0xA5 && memory.last == 0xA5)
    PageMemory.deallocate(memory)
  }

  /// Every second block stays, so that `malloc` would have to keep the others.
  @Test func goesBackToTheSystem() {
    let blocks = (0..<64).map { _ in
      let block = PageMemory.allocate(byteCount: 1 << 20)
      block.initializeMemory(as: UInt8.self, repeating: 1)
      return block
    }
    for index in stride(from: 0, to: blocks.count, by: 2) { PageMemory.deallocate(blocks[index]) }
    let gone = stride(from: 0, to: blocks.count, by: 2).count { !Self.isMapped(blocks[$0]) }
    // Other tests may meanwhile have been given some of them.
    #expect(gone > 16)
    for index in stride(from: 1, to: blocks.count, by: 2) {
      #expect(Self.isMapped(blocks[index]))
      PageMemory.deallocate(blocks[index])
    }
  }

  private static func isMapped(_ memory: UnsafeMutableRawBufferPointer) -> Bool {
    let pageByteCount = Int(getpagesize())
    let page = Int(bitPattern: memory.baseAddress) / pageByteCount * pageByteCount
    var state: UInt8 = 0
    return mincore(UnsafeMutableRawPointer(bitPattern: page)!, pageByteCount, &state) == 0
  }
}
