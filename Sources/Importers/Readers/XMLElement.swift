internal import CExpat

/// An element of an XML document.
struct XMLElement: Sendable, Equatable {
  /// Elements within each other.
  static let deepest = 128
  /// Elements in one document.
  static let mostElements = 1 << 20

  let name: String
  fileprivate(set) var attributes: [String: String] = [:]
  /// The elements within, in their order.
  fileprivate(set) var children: [XMLElement] = []
  /// The text within, without that of its children.
  fileprivate(set) var text = ""

  /// The first child of a name.
  subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The children of a name, in their order.
  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// Reads a document that declares no entities.
  ///
  /// - Parameters:
  ///   - bytes: the whole document, in an encoding that expat knows.
  ///   - mostElements: how many elements it may have.
  /// - Returns: its root.
  /// - Throws: `XMLError` where it is none, is deeper than `deepest` or has too many elements.
  static func root(
    of bytes: Span<UInt8>, mostElements: Int = mostElements
  ) throws(XMLError) -> XMLElement {
    var builder = XMLBuilder(mostElements: mostElements)
    let line = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe withUnsafeMutablePointer(to: &builder) { builder in
        unsafe fob_xml_parse(
          bytes.baseAddress, bytes.count, Int32(deepest),
          { context, kind, text, length in
            guard let builder = unsafe context?.assumingMemoryBound(to: XMLBuilder.self) else {
              return 0
            }
            let text = unsafe UnsafeBufferPointer(start: text, count: length)
            return unsafe builder.pointee.take(kind, String(decoding: text, as: UTF8.self)) ? 1 : 0
          }, builder)
      }
    }
    guard line == 0, let root = builder.root else { throw XMLError(line: max(line, 1)) }
    return root
  }
}

/// Why bytes are no XML: where they cease to be.
struct XMLError: Error, Equatable {
  /// The line, from 1.
  let line: Int
}

/// Puts elements together.
private struct XMLBuilder {
  private var open: [XMLElement] = []
  private var attribute = ""
  private var elementsLeft: Int
  private(set) var root: XMLElement?

  init(mostElements: Int) { elementsLeft = mostElements }

  /// Takes the next part of the document; false ends the reading.
  mutating func take(_ kind: fob_xml_kind, _ text: String) -> Bool {
    switch kind {
    case FOB_XML_START:
      open.append(XMLElement(name: text))
      elementsLeft -= 1
    case FOB_XML_ATTRIBUTE_NAME: attribute = text
    case FOB_XML_ATTRIBUTE_VALUE: change { [attribute] in $0.attributes[attribute] = text }
    case FOB_XML_TEXT: change { $0.text += text }
    default: close()
    }
    return elementsLeft >= 0
  }

  private mutating func change(_ change: (inout XMLElement) -> Void) {
    if !open.isEmpty { change(&open[open.count - 1]) }
  }

  private mutating func close() {
    guard let element = open.popLast() else { return }
    if open.isEmpty { root = element } else { change { $0.children.append(element) } }
  }
}
