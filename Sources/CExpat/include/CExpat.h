#ifndef FOB_CEXPAT_H
#define FOB_CEXPAT_H

#include <stddef.h>
#include <stdint.h>

/// What stands at a place of a document.
enum fob_xml_kind { FOB_XML_START, FOB_XML_ATTRIBUTE_NAME, FOB_XML_ATTRIBUTE_VALUE, FOB_XML_TEXT, FOB_XML_END };

/// Is told of each part of a document, in its order; the text is lent. Returns 0 to end early.
typedef int (*fob_xml_handler)(void *context, enum fob_xml_kind kind, const uint8_t *text,
                               size_t length);

/// Reads a document without any declaration of entities, whose elements are no deeper than
/// `deepest`. Returns 0, or the line, from 1, where it ceases to be one or was ended.
size_t fob_xml_parse(const uint8_t *bytes, size_t count, int deepest, fob_xml_handler handler,
                     void *context);

#endif
