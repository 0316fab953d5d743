internal import CLeaves

/// Which machine code counts. All paths give the same counts; they differ in speed.
public enum KernelPath: String, CaseIterable, Sendable {
  /// Plain Swift, for every processor.
  case portable
  /// x86-64 with AVX2, BMI2 and POPCNT.
  case avx2
  /// x86-64 with AVX-512 (F, BW, VL, VBMI, VPOPCNTDQ) and BMI2.
  case avx512

  /// The paths that this processor can take, slowest first.
  public static var available: [KernelPath] { allCases.filter { $0.loops != nil } }

  /// The fastest path that this processor can take.
  public static var best: KernelPath { available.last ?? .portable }

  /// The loops of the path; nil where this processor lacks the instructions.
  var loops: leaf_loops? {
    switch self {
    case .portable: PortableLoops.all
    case .avx2: unsafe leaf_loops_avx2()?.pointee
    case .avx512: unsafe leaf_loops_avx512()?.pointee
    }
  }
}
