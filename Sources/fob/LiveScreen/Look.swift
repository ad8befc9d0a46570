internal import CNCurses
internal import TerminalUI

/// How a style looks, for a terminal with colours and for one without: no colour stands alone.
struct Look {
  /// `FOB_BOLD` and its like.
  let attributes: Int32
  /// `FOB_RED` and its like; drawn where there are colours.
  let colour: Int32

  init(of style: Style) {
    let (attributes, colour) = Self.parts(of: style.role)
    self.attributes = Int32(attributes | (style.isSelected ? FOB_REVERSE : 0))
    self.colour = Int32(colour)
  }

  private static func parts(of role: Style.Role) -> (attributes: Int, colour: Int) {
    switch role {
    case .plain: (0, FOB_DEFAULT)
    case .title: (FOB_BOLD, FOB_DEFAULT)
    case .faint: (FOB_DIM, FOB_DEFAULT)
    case .code: (FOB_BOLD, FOB_CYAN)
    case .bar: (0, FOB_GREEN)
    case .urgent: (FOB_BOLD | FOB_UNDERLINE, FOB_RED)
    case .notice: (FOB_BOLD, FOB_YELLOW)
    case .key: (FOB_BOLD, FOB_DEFAULT)
    case .ink: (0, FOB_INK)
    }
  }
}
