/**
 * The one script of the pages. It only helps: shows the size of chosen files, copies the address, keeps the button from
 * being pressed twice (the server takes a form once in any case).
 */
export const portalScript = `(function () {
  'use strict';
  document.querySelectorAll('form[data-once]').forEach(function (form) {
    form.addEventListener('submit', function (event) {
      if (form.dataset.sent === 'yes') { event.preventDefault(); return; }
      form.dataset.sent = 'yes';
      form.querySelectorAll('button').forEach(function (button) { button.setAttribute('aria-disabled', 'true'); button.style.opacity = '0.6'; });
    });
    window.addEventListener('pageshow', function () {
      form.dataset.sent = 'no';
      form.querySelectorAll('button').forEach(function (button) { button.removeAttribute('aria-disabled'); button.style.opacity = ''; });
    });
  });
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', function () {
      var from = document.getElementById(button.dataset.copy);
      navigator.clipboard.writeText(from.textContent.trim()).then(function () { button.textContent = button.dataset.done; });
    });
  });
  document.querySelectorAll('input[type=file][data-most]').forEach(function (input) {
    var say = document.getElementById(input.dataset.say);
    input.addEventListener('change', function () {
      var total = 0;
      Array.prototype.forEach.call(input.files, function (file) { total += file.size; });
      var isTooMuch = input.files.length > Number(input.dataset.count) || total > Number(input.dataset.most);
      input.setAttribute('aria-invalid', String(isTooMuch));
      say.textContent = input.files.length === 0 ? '' : input.files.length + ' / ' + (total / 1048576).toFixed(1) + ' MB';
      say.className = isTooMuch ? 'error' : 'note';
    });
  });
})();
`;
