int treetop_placeholder;
