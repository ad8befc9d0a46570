#include "CExpat.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

struct document {
  XML_Parser parser;
  fob_xml_handler handler;
  void *context;
  int depth;
  int deepest;
};

static void tell(struct document *document, enum fob_xml_kind kind, const char *text,
                 size_t length) {
  if (!document->handler(document->context, kind, (const uint8_t *)text, length)) {
    XML_StopParser(document->parser, XML_FALSE);
  }
}

static void XMLCALL started(void *data, const char *name, const char **attributes) {
  struct document *document = data;
  if (++document->depth > document->deepest) {
    XML_StopParser(document->parser, XML_FALSE);
    return;
  }
  tell(document, FOB_XML_START, name, strlen(name));
  for (; *attributes; attributes += 2) {
    tell(document, FOB_XML_ATTRIBUTE_NAME, attributes[0], strlen(attributes[0]));
    tell(document, FOB_XML_ATTRIBUTE_VALUE, attributes[1], strlen(attributes[1]));
  }
}

static void XMLCALL ended(void *data, const char *name) {
  struct document *document = data;
  document->depth--;
  tell(document, FOB_XML_END, name, strlen(name));
}

static void XMLCALL said(void *data, const char *text, int length) {
  tell(data, FOB_XML_TEXT, text, (size_t)length);
}

/// Entities can grow without end or read other files, and no backup needs them.
static void XMLCALL declared(void *data, const char *name, int is_parameter, const char *value,
                             int length, const char *base, const char *system, const char *public,
                             const char *notation) {
  (void)name, (void)is_parameter, (void)value, (void)length, (void)base;
  (void)system, (void)public, (void)notation;
  struct document *document = data;
  XML_StopParser(document->parser, XML_FALSE);
}

size_t fob_xml_parse(const uint8_t *bytes, size_t count, int deepest, fob_xml_handler handler,
                     void *context) {
  XML_Parser parser = count <= INT_MAX ? XML_ParserCreate(NULL) : NULL;
  if (!parser) return 1;
  struct document document = {parser, handler, context, 0, deepest};
  XML_SetUserData(parser, &document);
  XML_SetElementHandler(parser, started, ended);
  XML_SetCharacterDataHandler(parser, said);
  XML_SetEntityDeclHandler(parser, declared);
  size_t line = 0;
  if (XML_Parse(parser, (const char *)bytes, (int)count, 1) != XML_STATUS_OK) {
    line = XML_GetCurrentLineNumber(parser);
    line = line ? line : 1;
  }
  XML_ParserFree(parser);
  return line;
}
