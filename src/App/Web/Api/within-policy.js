// The reader of the API's document writes styles into its page as it runs, and asks whether it may make code from text.
// The page's policy forbids both. Loaded before the reader, this gives its <style> elements the page's nonce, sets style
// attributes through the object model, which the policy allows, and answers that code from text is not to be had.
(() => {
  "use strict";
  const nonce = document.currentScript.nonce;

  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (...args) {
    const made = create.apply(this, args);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };

  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (String(name).toLowerCase() === "style" && this.style) this.style.cssText = value;
    else set.call(this, name, value);
  };

  const inner = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
  Object.defineProperty(Element.prototype, "innerHTML", {
    ...inner,
    set(html) {
      inner.set.call(this, String(html ?? "").replace(/(<[^<>]*?)\sstyle="/gi, '$1 data-style="'));
      for (const styled of (this.content ?? this).querySelectorAll("[data-style]")) {
        styled.style.cssText = styled.dataset.style;
        styled.removeAttribute("data-style");
      }
    },
  });

  const made = window.Function;
  window.Function = function () {
    throw new EvalError("This page makes no code from text.");
  };
  window.Function.prototype = made.prototype;
})();
