/// A hierarchy node, or settings of a customer, of a packed file.
struct UnpackedHead {
  var content: PackDirectory.Head.Content
  var place: RecordPlace
  var location: Location
}
